// Where the test data lie, and the loud skip where they don't.
#pragma once

#include <gtest/gtest.h>

#include <QString>

namespace winnow::test {

/// The folder beside the repository with real exports, PDFs and reference results; empty if it is not there.
[[nodiscard]] QString sharedFolder();
/// tests/fixtures: written by us.
[[nodiscard]] QString fixture(const QString& name);
/// A program of this build: "winnow-cli", "winnow-pdf".
[[nodiscard]] QString program(const QString& name);

} // namespace winnow::test

/// First line of a test that needs the shared data.
#define WINNOW_NEEDS_SHARED()                                                                                          \
    if (winnow::test::sharedFolder().isEmpty())                                                                        \
    GTEST_SKIP() << "SKIPPED: ../shared is not beside this checkout, so real files were not tested"
