// Export files on their way into the review, all that were chosen together.
#pragma once

#include "core/base/result.h"
#include "core/model/views.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace winnow::ui {

class Session;
struct Watch;

/// Reads each file for a preview, takes what the person says of it, imports those that are wanted, keeps what came of
/// them, and lets duplicates be looked for among the new records.
///
/// Nothing is written before `import`, and an import that is cancelled leaves the review as it was.
class ImportBatch : public QObject {
    Q_OBJECT
public:
    enum class State {
        Idle,
        Preview, ///< files are read, one after the other, and can be looked at
        Importing,
        Done, ///< all wanted files are through
    };
    struct File {
        enum class State {
            Waiting, ///< to be read
            Reading,
            Ready, ///< the preview is there
            Failed, ///< could not be read, or imported; nothing of it is in the review
            Importing,
            Imported,
        };
        QString path;
        QString name; ///< without folder
        State state = State::Waiting;
        bool wanted = true;
        bool searchGiven = false; ///< its source, kind, query or date were entered for itself
        ImportRequest request; ///< as it will be imported
        ImportPreview preview; ///< the last one that was read
        int reads = 0; ///< how often it was read for a preview
        std::optional<Error> error; ///< of Failed
        ImportResult result; ///< of Imported
    };

    explicit ImportBatch(QObject* parent = nullptr);
    ~ImportBatch() override;

    void setSession(const std::shared_ptr<Session>& session); ///< drops what is under way
    void add(const QStringList& paths);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::vector<File>& files() const { return m_files; }
    [[nodiscard]] int current() const { return m_current; } ///< the file that is looked at; −1: none
    void setCurrent(int file);
    [[nodiscard]] const File* currentFile() const;
    [[nodiscard]] bool reading() const; ///< a preview is still to come
    [[nodiscard]] int wantedCount() const; ///< files that would be imported
    [[nodiscard]] bool canImport() const { return m_state == State::Preview && !reading() && wantedCount() > 0; }

    // What the person says of the file that is looked at.
    void setWanted(int file, bool wanted);
    /// Files proposed for the same source follow, unless something was entered for them.
    void setSearch(const std::string& source, SourceKind kind, const std::string& query, const std::string& date);
    void setField(const std::string& heading, const std::string& field); ///< of a table's column; the preview follows
    void setTakeDecisions(bool take);

    void import();
    void cancel(); ///< stops what runs; what is imported by then stays
    void close(); ///< Done → Idle

    /// What looking for duplicates among the new records came to; none while it runs, or if nothing is new.
    [[nodiscard]] const std::optional<Result<DuplicateRun>>& duplicates() const { return m_duplicates; }
    [[nodiscard]] bool findingDuplicates() const { return m_finding; }

Q_SIGNALS:
    void changed(); ///< the state, the files, or which is looked at
    void fileChanged(int file); ///< its preview, or what it is imported as
    void duplicatesChanged();
    void progressed(std::int64_t done, std::int64_t total); ///< of the file at hand
    void cancelled(); ///< and nothing at all was imported

private:
    void readNext();
    void previewed(int file, const Result<ImportPreview>& preview);
    void readAgain(int file);
    void importNext();
    void imported(int file, Result<ImportResult> result);
    void finish();
    void findDuplicates();
    void enter(State state);
    void stopWatching();
    [[nodiscard]] File& at(int file) { return m_files[static_cast<std::size_t>(file)]; }

    std::shared_ptr<Session> m_session;
    State m_state = State::Idle;
    std::vector<File> m_files;
    int m_current = -1;
    std::uint64_t m_run = 0; ///< answers of an earlier run are dropped
    std::shared_ptr<Watch> m_watch;
    QTimer m_timer;
    std::optional<Result<DuplicateRun>> m_duplicates;
    bool m_finding = false;
};

} // namespace winnow::ui
