// The places in PDFs that a value rests on.
#pragma once

#include "core/model/form.h"

#include <QWidget>

#include <vector>

namespace winnow::ui {

class TextLabel;

/// "p. 5 · p. 7", each leading there, its quote as a tooltip; a quiet word where a value rests on none.
class PlaceLinks final : public QWidget {
    Q_OBJECT
public:
    explicit PlaceLinks(QWidget* parent = nullptr);
    /// `expected`: there is a value that should rest on one.
    void setPlaces(const std::vector<Evidence>& places, bool expected);

Q_SIGNALS:
    void wanted(const winnow::Evidence& place);

private:
    std::vector<Evidence> m_places;
    std::vector<QWidget*> m_links;
    TextLabel* m_none;
};

} // namespace winnow::ui
