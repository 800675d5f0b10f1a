// What narrows a list of citations, to be chosen.
#pragma once

#include "core/model/views.h"
#include "ui/widgets/popupframe.h"

#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace winnow::ui {

/// What a filter says beyond the words searched for, in one line: "Label pilot · 2010–2015". Empty: nothing.
[[nodiscard]] QString wordsOf(const Filter& filter, const std::vector<Reason>& reasons);

/// Holds at once, while it is chosen; Esc closes it. Saved filters are chosen, made and taken away here.
class FilterPopup final : public PopupFrame {
    Q_OBJECT
public:
    enum class Verdicts { Elsewhere, Here }; ///< whether the reviewer's own verdict is chosen here too
    explicit FilterPopup(Verdicts verdicts, QWidget* parent = nullptr);

    void setReasons(const std::vector<Reason>& reasons); ///< of the stage
    void setLabels(const std::vector<std::string>& labels);
    void setChoices(const FilterChoices& choices);
    void setSaved(const std::vector<SavedFilter>& saved, bool writable);
    /// Shows what is chosen now, below (or above) the widget.
    void begin(const Filter& filter, const QWidget& below);

Q_SIGNALS:
    void narrowed(const winnow::Filter& filter); ///< only what is chosen here is in it
    void savedChosen(const winnow::SavedFilter& saved);
    void saveWanted(const QString& name); ///< what holds now, under this name
    void savedRemoved(const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeSaved();
    void showFilter(const Filter& filter);
    [[nodiscard]] Filter filter() const;
    void tell();

    bool m_showing = false; ///< it is set by us
    std::vector<SavedFilter> m_savedFilters;
    QWidget* m_savedRow;
    QComboBox* m_saved;
    QPushButton *m_remove, *m_save;
    QLineEdit* m_name;
    QComboBox *m_verdict, *m_label, *m_reason, *m_language, *m_type, *m_source;
    QLineEdit *m_from, *m_to;
    QCheckBox* m_withoutAbstract;
};

} // namespace winnow::ui
