# What is installed where (GNU's folders), and the Debian package made of it: cpack -G DEB in the build folder.
include(GNUInstallDirs)

install(TARGETS winnow winnow-cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS winnow-pdf RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/winnow) # where winnow looks for it

set(here ${CMAKE_CURRENT_LIST_DIR})
set(id org.winnow.Winnow)
install(FILES ${here}/desktop/${id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${here}/desktop/${id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${here}/desktop/${id}.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
install(FILES ${CMAKE_SOURCE_DIR}/resources/icons/winnow.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME ${id}.svg)
file(GLOB pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/resources/man/*.1)
install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${here}/debian/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/winnow)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME winnow)
set(CPACK_PACKAGE_VENDOR Winnow)
set(CPACK_PACKAGE_CONTACT "The Winnow authors <winnow@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Workbench for systematic literature reviews")
set(CPACK_PACKAGE_DESCRIPTION "Winnow takes the export files of PubMed, Web of Science and others, leads through \
screening, full texts and data extraction, and draws the PRISMA 2020 flow diagram from the records themselves.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON) # the libraries it links, with the versions they need
# What it uses without linking: CJK encodings of PDFs, PDFs' fonts that are not embedded, Qt's SVG icons, any font at all.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "poppler-data, fonts-urw-base35, libqt6svg6, fonts-dejavu-core | fonts-freefont-ttf")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland, qt6-translations-l10n")
include(CPack)
