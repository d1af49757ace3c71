# Builds and installs the command with its packages; the other tasks have their scripts in Scripts/.
#
#   make install PREFIX=$HOME/.local       the command, its packages, schemas, manual page and completions
#   make install DESTDIR=/tmp/stage        the same below a staging folder, for packagers
#   make uninstall PREFIX=$HOME/.local
#   make install-lib PREFIX=$HOME/.local   the C library libobskit, its headers, and its files of pkg-config and CMake
#   make uninstall-lib PREFIX=$HOME/.local
#
# The program holds what it needs of Swift, so that it runs where Swift is not installed and starts in half the time.
# OBSKIT names a program that is built already, which then is installed instead; LIBRARY a folder that Scripts/library filled.

PREFIX ?= /usr/local
DESTDIR ?=
OBSKIT ?=
LIBRARY ?=

bin = $(DESTDIR)$(PREFIX)/bin
share = $(DESTDIR)$(PREFIX)/share
program = $(if $(OBSKIT),$(OBSKIT),.build/release/obskit)
# Template is no camera: the program holds it for obskit new.
packages = $(filter-out Template,$(patsubst Cameras/%/package.yaml,%,$(wildcard Cameras/*/package.yaml)))
completions = $(share)/bash-completion/completions/obskit $(share)/zsh/site-functions/_obskit \
    $(share)/fish/vendor_completions.d/obskit.fish

.PHONY: all install uninstall install-lib uninstall-lib

all: $(if $(OBSKIT),,build)

.PHONY: build
build:
	bash Scripts/install
	swift build -c release --static-swift-stdlib --product obskit

install: all
	install -d '$(bin)' '$(share)/obskit/cameras' '$(share)/obskit/schemas' '$(share)/man/man1' $(dir $(completions))
	install -m 755 '$(program)' '$(bin)/obskit'
	for package in $(packages); do \
	    rm -rf '$(share)/obskit/cameras/'$$package; \
	    cp -R Cameras/$$package '$(share)/obskit/cameras/' || exit 1; \
	    rm -rf '$(share)/obskit/cameras/'$$package/Hooks '$(share)/obskit/cameras/'$$package/Linked '$(share)/obskit/cameras/'$$package/Embedded; \
	done
	install -m 644 Documentation/Schemas/*.json '$(share)/obskit/schemas/'
	'$(bin)/obskit' manual > '$(share)/man/man1/obskit.1'
	'$(bin)/obskit' --generate-completion-script bash > '$(share)/bash-completion/completions/obskit'
	'$(bin)/obskit' --generate-completion-script zsh > '$(share)/zsh/site-functions/_obskit'
	'$(bin)/obskit' --generate-completion-script fish > '$(share)/fish/vendor_completions.d/obskit.fish'

uninstall:
	rm -rf '$(share)/obskit'
	rm -f '$(bin)/obskit' '$(share)/man/man1/obskit.1' $(completions)

# What Scripts/library makes, as it lies below PREFIX.
library = $(if $(LIBRARY),$(LIBRARY),.build/library/install)
prefix = $(DESTDIR)$(PREFIX)

$(if $(LIBRARY),,.build/library/install):
	bash Scripts/install
	bash Scripts/library '$@'

.PHONY: $(if $(LIBRARY),,.build/library/install)

install-lib: $(if $(LIBRARY),,.build/library/install)
	install -d '$(prefix)'
	cp -R '$(library)/include' '$(library)/lib' '$(prefix)/'

uninstall-lib:
	rm -rf '$(prefix)/lib/cmake/obskit'
	rm -f '$(prefix)'/include/obskit.h '$(prefix)'/include/obskit.hpp '$(prefix)'/lib/libobskit.* '$(prefix)/lib/pkgconfig/obskit.pc'
