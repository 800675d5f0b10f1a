// What greets on the first run, and whenever no review is open.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace winnow::ui {

/// Three choices, and the reviews opened last.
class WelcomePage final : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);
    void setRecent(const QStringList& paths);
    void setBusy(const QString& what); ///< a review is being opened; empty: no longer
    void takeFocus();

Q_SIGNALS:
    void sampleChosen();
    void newChosen();
    void openChosen();
    void recentChosen(const QString& path);

private:
    QWidget* m_choices;
    QVBoxLayout* m_recent;
    class TextLabel* m_recentHead;
    class TextLabel* m_foot;
};

} // namespace winnow::ui
