// What the page of duplicates knows: the citations with more than one record, and the records of one of them.
#pragma once

#include "core/base/result.h"
#include "ui/duplicates/comparison.h"
#include "ui/models/citationlist.h"

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace winnow::ui {

class Session;

class DuplicatesController : public QObject {
    Q_OBJECT
public:
    /// The duplicates of a source: its records that stand under a citation led by another one.
    struct SourceCount {
        std::string name;
        std::int64_t records = 0;
        std::int64_t duplicates = 0;
        bool operator==(const SourceCount&) const = default;
    };

    explicit DuplicatesController(QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active);

    [[nodiscard]] CitationList& list() { return m_list; }
    [[nodiscard]] const std::vector<SourceCount>& sources() const { return m_sources; }
    [[nodiscard]] const std::optional<std::string>& source() const { return m_list.filter().source; }
    void setSource(const std::optional<std::string>& source); ///< only citations with a record from it
    [[nodiscard]] QString summary() const; ///< "12 citations have more than one record · 14 duplicates"

    void select(CitationId citation);
    [[nodiscard]] CitationId selected() const { return m_selected; }
    [[nodiscard]] const Comparison& comparison() const { return m_comparison; }
    [[nodiscard]] QString title() const { return m_title; }

Q_SIGNALS:
    void sourcesChanged();
    void comparisonChanged();
    void failed(const winnow::Error& error);

private:
    void changed(const Changes& changes);
    void askSources();
    void readSelected();

    std::shared_ptr<Session> m_session;
    CitationList m_list{CitationList::Follow::Membership};
    std::vector<SourceCount> m_sources;
    CitationId m_selected;
    Comparison m_comparison;
    QString m_title;
    bool m_active = false;
    bool m_stale = false;
};

} // namespace winnow::ui
