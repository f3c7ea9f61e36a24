# SPDX-License-Identifier: GPL-3.0-or-later
# Every outside library, with the version of Debian 12 that Lockleaf is built and tested with.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium>=1.0.18)
pkg_check_modules(archive REQUIRED IMPORTED_TARGET libarchive>=3.6.2)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd>=1.5.4)
# Debian ships 2.8.0; its pkg-config file says 2.6.0.
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc>=2.6.0)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp>=2.5.4)
pkg_check_modules(md4c REQUIRED IMPORTED_TARGET md4c>=0.4.8)
find_package(SQLite3 3.40.1 REQUIRED)
find_package(SQLiteCpp 3.2 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core)

# Debian's zxcvbn 2.5 has no pkg-config file.
find_path(ZXCVBN_INCLUDE_DIR zxcvbn.h REQUIRED)
find_library(ZXCVBN_LIBRARY NAMES libzxcvbn.so zxcvbn REQUIRED)
add_library(zxcvbn INTERFACE IMPORTED)
target_include_directories(zxcvbn SYSTEM INTERFACE ${ZXCVBN_INCLUDE_DIR})
target_link_libraries(zxcvbn INTERFACE ${ZXCVBN_LIBRARY})

if(LOCKLEAF_BUILD_GUI)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets Svg DBus)
  pkg_check_modules(xcb REQUIRED IMPORTED_TARGET xcb>=1.15)
  pkg_check_modules(xcb_xkb REQUIRED IMPORTED_TARGET xcb-xkb>=1.15)
  pkg_check_modules(xkbcommon REQUIRED IMPORTED_TARGET xkbcommon>=1.5)
endif()
if(LOCKLEAF_BUILD_TESTS)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
endif()
