// What a record card needs of the page it stands on.
#pragma once

#include <functional>

namespace winnow::ui {

class Page;
class RecordCard;
class Session;

/// Lets the card do what it offers: read a record's fields, open addresses in the browser, say what was copied, and
/// lead to the citations that are linked with its own.
void serveCard(RecordCard& card, Page& page, std::function<Session*()> session);

} // namespace winnow::ui
