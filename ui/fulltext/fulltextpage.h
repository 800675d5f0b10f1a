// Full texts: retrieving reports, reading them, and deciding on their eligibility.
#pragma once

#include "ui/fulltext/fulltextcontroller.h"
#include "ui/widgets/page.h"

class QStackedWidget;

namespace winnow::ui {

class AnnotationsPanel;
class DecisionBar;
class EmptyState;
class KeyButton;
class PageHeader;
class DoubtfulBar;
class PdfReader;
class RecordCard;
class ReportHead;
class ReportsPanel;

/// The list of reports at the left, the one in sight at the right: its PDF, or its record.
class FullTextPage final : public Page {
    Q_OBJECT
public:
    explicit FullTextPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~FullTextPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    void open(const Door& door) override;
    void takeFiles(const QStringList& paths) override;
    [[nodiscard]] QList<QAction*> pageActions() const override;
    [[nodiscard]] QString stateName() const override;
    [[nodiscard]] QVariantMap state() const override;
    void setState(const QVariantMap& state) override;

    [[nodiscard]] FullTextController& controller() { return m_controller; }
    [[nodiscard]] PdfReader& reader() { return *m_reader; }
    [[nodiscard]] AnnotationsPanel& annotations() { return *m_annotations; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    void makeBar();
    QWidget* makeReport();
    void listen();
    void showCurrent();
    void showBody();
    void showProgress();
    void showLists();
    void showEmpty();
    void attach();
    void notRetrieved();
    void openLink(const QString& url);

    FullTextController m_controller;
    DecisionBar* m_bar;
    QAction* m_attach = nullptr;
    QAction* m_detach = nullptr;
    QAction* m_notRetrieved = nullptr;
    QAction* m_sought = nullptr;
    QAction* m_retrieved = nullptr;
    QAction* m_record = nullptr;
    PageHeader* m_header;
    ReportsPanel* m_panel;
    QStackedWidget* m_stack; ///< a report, or why there is none
    EmptyState* m_empty;
    ReportHead* m_head;
    QStackedWidget* m_body; ///< reader, record, or how to get a PDF
    DoubtfulBar* m_doubtful;
    PdfReader* m_reader;
    AnnotationsPanel* m_annotations;
    RecordCard* m_card;
    EmptyState* m_noFile;
    KeyButton* m_notRetrievedButton = nullptr;
    KeyButton* m_soughtButton = nullptr;
    KeyButton* m_retrievedButton = nullptr;
};

} // namespace winnow::ui
