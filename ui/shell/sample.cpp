#include "ui/shell/sample.h"

#if __has_include("core/review/sample.h")
#include "core/review/sample.h"
#define WINNOW_HAS_SAMPLE
#endif

#include "core/base/progress.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QtConcurrentRun>

namespace winnow::ui {
namespace {

Result<> make(const QString& path)
{
    if (QFileInfo::exists(path))
        return {};
#ifdef WINNOW_HAS_SAMPLE
    NoProgress progress;
    return review::makeSample(path, progress);
#else
    return fail(ErrorKind::NotFound, QCoreApplication::translate("Sample", "This build has no sample review."));
#endif
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
