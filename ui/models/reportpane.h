// The report beside the form: its PDF, or how to get one.
#pragma once

#include "core/model/form.h"
#include "core/model/views.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QStackedWidget;

namespace winnow::ui {

class AnnotationsPanel;
class EmptyState;
class Page;
class PdfReader;
class Session;

/// Shows the PDFs of a study's reports, one at a time. The one that is open stays open while it is among them.
class ReportPane final : public QWidget {
    Q_OBJECT
public:
    explicit ReportPane(Page& page);
    void setSession(const std::shared_ptr<Session>& session);
    void setFiles(const std::vector<AttachedFile>& files, bool hasStudy);
    [[nodiscard]] PdfReader& reader() { return *m_reader; }
    /// The selected words, one place a page.
    [[nodiscard]] std::vector<Evidence> selected() const;
    /// Opens its PDF and shows the place for a moment; false if the study has no such PDF.
    bool showPlace(const Evidence& place);
    /// Where values stand, outlined in the PDF.
    struct Marked {
        Evidence place;
        std::string address; ///< of the value
        QString tip; ///< what is said when the mouse rests on it
    };
    void setEvidence(std::vector<Marked> evidence);

Q_SIGNALS:
    void attachWanted();
    void takeWanted(); ///< Enter on selected words
    void evidenceClicked(const std::string& address);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showFile(int index);
    void showWanted();
    void paintEvidence();

    std::vector<AttachedFile> m_files;
    std::vector<Marked> m_evidence;
    std::optional<Evidence> m_wanted; ///< to be shown once its PDF is open
    QComboBox* m_choice;
    QStackedWidget* m_stack;
    PdfReader* m_reader;
    AnnotationsPanel* m_annotations;
    EmptyState* m_empty;
};

} // namespace winnow::ui
