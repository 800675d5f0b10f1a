#include "ui/models/servedcard.h"

#include "ui/models/session.h"
#include "ui/widgets/page.h"
#include "ui/widgets/recordcard.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QUrl>

namespace winnow::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RecordCard)
};

} // namespace

void serveCard(RecordCard& card, Page& page, std::function<Session*()> session)
{
    card.setReadRecord([session = std::move(session)](RecordId id) -> Result<RecordDetail> {
        if (Session* const open = session())
            return open->reader().recordDetail(id);
        return fail(ErrorKind::NotFound, Words::tr("No review is open."));
    });
    QObject::connect(&card, &RecordCard::copied, &page,
        [&page](const QString& text) { Q_EMIT page.notice(Words::tr("Copied: %1").arg(text), false); });
    QObject::connect(&card, &RecordCard::urlClicked, &page, [](const QUrl& url) { QDesktopServices::openUrl(url); });
    QObject::connect(&card, &RecordCard::citationClicked, &page,
        [&page](CitationId citation) { Q_EMIT page.doorOpened({PageId::Records, {}, {}, citation}); });
}

} // namespace winnow::ui
