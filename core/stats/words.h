// The sentences of this room, translated.
#pragma once

#include <QCoreApplication>
#include <QString>

namespace winnow::stats {

[[nodiscard]] inline QString tr(const char* text)
{
    return QCoreApplication::translate("stats", text);
}

} // namespace winnow::stats
