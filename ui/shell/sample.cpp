#include "ui/shell/sample.h"

#include "core/base/progress.h"
#include "core/review/sample.h"

#include <QFileInfo>
#include <QFutureWatcher>
#include <QtConcurrentRun>

namespace winnow::ui {
namespace {

Result<> make(const QString& path)
{
    if (QFileInfo::exists(path))
        return {};
    NoProgress progress;
    return review::makeSample(path, progress);
}

} // namespace

void makeSampleBeside(QObject* context, const QString& path, std::function<void(const Result<>&)> then)
{
    auto* watcher = new QFutureWatcher<Result<>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)] {
        watcher->deleteLater();
        then(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(make, path));
}

} // namespace winnow::ui
