// What the page of sources knows: the imports, their sums, and the files on their way in.
#pragma once

#include "core/base/result.h"
#include "core/model/views.h"
#include "ui/sources/importbatch.h"
#include "ui/sources/receipttext.h"
#include "ui/sources/sourcetablemodel.h"

#include <QObject>

#include <memory>
#include <vector>

namespace winnow::ui {

class Session;

class SourcesController : public QObject {
    Q_OBJECT
public:
    /// Of the imports that stand.
    struct Totals {
        std::int64_t imports = 0;
        std::int64_t records = 0;
        std::int64_t problems = 0;
        std::int64_t duplicates = 0;
        bool operator==(const Totals&) const = default;
    };

    explicit SourcesController(QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active); ///< in sight: reads again if something has changed meanwhile
    void takeFiles(const QStringList& paths);

    [[nodiscard]] bool canWrite() const; ///< there is a review, and it may be changed
    [[nodiscard]] ImportBatch& batch() { return m_batch; }
    [[nodiscard]] SourceTableModel& model() { return m_model; }
    [[nodiscard]] const Source* source(int row) const; ///< none outside the table
    [[nodiscard]] const Totals& totals() const { return m_totals; }
    [[nodiscard]] QString summary() const; ///< "3 imports · 1,204 records · 56 duplicates"
    /// Names offered while one is typed: those of this review, then the usual ones.
    [[nodiscard]] QStringList sourceNames() const;

    void toggleUndone(int row); ///< takes the import back, or brings it back, whatever came after
    void askReport(int row); ///< answers with reportReady

Q_SIGNALS:
    void sourcesChanged();
    void reportReady(const winnow::ui::ImportReport& report);
    void failed(const winnow::Error& error);

private:
    void reload();
    void changed(const Changes& changes);
    void take(std::vector<Source> sources);

    std::shared_ptr<Session> m_session;
    ImportBatch m_batch;
    SourceTableModel m_model;
    Totals m_totals;
    bool m_active = false;
    bool m_stale = false;
};

} // namespace winnow::ui
