// What happened, for whoever has to find a fault: a file of bounded size in the program's data folder.
#pragma once

#include <QString>

namespace winnow::ui {

/// Sends Qt's messages to the log file, and warnings to standard error too. Text of records is never logged: messages
/// are cut, and categories of ours write kinds and codes.
void startLog();
[[nodiscard]] QString logFile();

} // namespace winnow::ui
