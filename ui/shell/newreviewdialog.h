// Asks what a new review is called, who screens, and where it shall lie.
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace winnow::ui {

class Dialogs;
class TextLabel;

class NewReviewDialog final : public QDialog {
    Q_OBJECT
public:
    NewReviewDialog(Dialogs& dialogs, const QString& title, const QString& reviewer, const QString& folder,
        QWidget* parent = nullptr);

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString reviewer() const;
    [[nodiscard]] QString path() const;

private:
    void changeFolder();
    void refresh();
    Dialogs& m_dialogs;
    QString m_path; ///< chosen by hand; empty: from the title
    QString m_folder;
    QLineEdit* m_title;
    QLineEdit* m_reviewer;
    TextLabel* m_where;
    TextLabel* m_warning;
    QPushButton* m_create;
};

/// A title as a file's name: without the characters that some file system forbids, at most 120 long.
[[nodiscard]] QString fileNameFor(const QString& title);

} // namespace winnow::ui
