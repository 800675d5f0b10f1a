// The report beside the form: its PDF, or how to get one.
#pragma once

#include "core/model/views.h"

#include <QWidget>

#include <memory>
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

Q_SIGNALS:
    void attachWanted();

private:
    void showFile(int index);

    std::vector<AttachedFile> m_files;
    QComboBox* m_choice;
    QStackedWidget* m_stack;
    PdfReader* m_reader;
    AnnotationsPanel* m_annotations;
    EmptyState* m_empty;
};

} // namespace winnow::ui
