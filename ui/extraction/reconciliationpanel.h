// Settling what extractors said differently: the list, what each said, and the keys for it.
#pragma once

#include "ui/extraction/reconciliationcontroller.h"

#include <QWidget>

#include <array>

class QAction;
class QComboBox;
class QListView;
class QPushButton;
class QStackedWidget;

namespace winnow::ui {

class ComparedModel;
class EmptyState;
class KeyButton;
class Page;
class ResultTable;
class SaidView;
class TextLabel;

/// While extraction is blind it says so and offers its owner to open it: the first press says what that means, the
/// second does it.
class ReconciliationPanel final : public QWidget {
    Q_OBJECT
public:
    /// Makes the page's actions for it; their keys act while the panel is shown.
    ReconciliationPanel(ReconciliationController& controller, Page& page, QWidget* parent = nullptr);
    void setShown(bool shown); ///< its tab is the one in sight
    void takeFocus();
    [[nodiscard]] bool wantsAllRoom() const; ///< there is nothing to look up in a report
    void askToOpen(); ///< as the first press of the button
    void showNextPlace(); ///< of the address in sight
    [[nodiscard]] SaidView& said() { return *m_said; }
    [[nodiscard]] QListView& list() { return *m_list; }

Q_SIGNALS:
    void placeWanted(const winnow::Evidence& place);
    void exportWanted(const std::string& table);
    void roomWanted(); ///< wantsAllRoom has changed
    void copied(); ///< the sentences for the methods section

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeActions(Page& page);
    QWidget* makeWork();
    QWidget* makeBlind();
    QWidget* makeAgreement();
    void follow();
    void followCurrent();
    void followActions();
    void showAgreement(bool shown);
    void nextList();

    ReconciliationController& m_controller;
    std::array<QAction*, 9> m_accept{};
    QAction *m_own, *m_takeBack, *m_next, *m_previous, *m_place, *m_undo, *m_lists, *m_agree, *m_open, *m_copy;
    QWidget* m_head;
    QComboBox* m_choice;
    TextLabel* m_summary;
    KeyButton* m_agreeButton = nullptr;
    ComparedModel* m_model;
    QListView* m_list;
    SaidView* m_said = nullptr;
    QStackedWidget* m_stack;
    QStackedWidget* m_below; ///< what each said, or that there is nothing in the list
    EmptyState* m_empty;
    ResultTable* m_agreement = nullptr;
    TextLabel* m_methods = nullptr;
    QWidget* m_blind = nullptr;
    TextLabel* m_blindWords = nullptr;
    TextLabel* m_owner = nullptr;
    QPushButton* m_openButton = nullptr;
    QWidget* m_asking = nullptr;
    QPushButton* m_yes = nullptr;
    std::size_t m_placeAt = 0; ///< of the address in sight, the place that is shown next
    bool m_shown = false;
    bool m_following = false;
};

} // namespace winnow::ui
