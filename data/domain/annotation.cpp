// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/domain/annotation.h"

#include <algorithm>

namespace wuquan {

std::optional<AnnotationFault> faultOf(const AnnotationDraft &draft)
{
    const auto [fewest, most] = annotationPointCount(draft.kind);
    const auto count = std::ssize(draft.points);
    if (count < fewest)
        return AnnotationFault::TooFewPoints;
    if (count > most)
        return AnnotationFault::TooManyPoints;
    if (!std::ranges::all_of(draft.points, [](GeoPoint point) { return isUsable(point); }))
        return AnnotationFault::BadPoint;
    if (draft.text.size() > annotationTextLimit)
        return AnnotationFault::TooLong;
    const auto isControl = [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
    };
    if (std::ranges::any_of(draft.text, isControl))
        return AnnotationFault::Control;
    if (draft.kind == AnnotationKind::Text && draft.text.trimmed().isEmpty())
        return AnnotationFault::NoWords;
    return std::nullopt;
}

QByteArray annotationJson(const std::vector<GeoPoint> &points)
{
    QByteArray json = "[";
    for (const GeoPoint &point : points) {
        if (json.size() > 1)
            json += ',';
        // A hundredth of a millimetre.
        json += '[' + QByteArray::number(point.longitude, 'f', 10) + ',' + QByteArray::number(point.latitude, 'f', 10)
            + ']';
    }
    return json + ']';
}

} // namespace wuquan
