// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/incidentimport.h"

#include "data/exchange/importbatch.h"
#include "data/exchange/rejectedrows.h"
#include "data/server/drillmark.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

std::unexpected<Error> ioFailure(const QFile &file)
{
    return failure(ErrorKind::Io, u"%1: %2"_s.arg(file.fileName(), file.errorString()));
}

/// What tells this import from others: the bytes of the file and of its mapping.
Result<QByteArray> fingerprint(QFile &file, const QByteArray &mapping)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!hash.addData(&file) || !file.seek(0))
        return ioFailure(file);
    const QByteArray content = hash.result();
    hash.reset();
    hash.addData(content);
    hash.addData(QCryptographicHash::hash(mapping, QCryptographicHash::Sha256));
    return hash.result().toHex();
}

/// One run over one file: what happens to each row.
class IncidentImport {
public:
    IncidentImport(QFile &file, const IncidentMapping &mapping, const IncidentMapper &mapper, ImportBatches &batches,
        const IncidentImportOptions &options)
        : m_file(file)
        , m_reader(file, mapping.encoding, mapping.delimiter)
        , m_mapper(mapper)
        , m_batches(batches)
        , m_options(options)
        , m_rejected(options.file)
    {
    }

    Result<IncidentImportReport> run()
    {
        if (const auto header = readHeader(); !header)
            return std::unexpected(header.error());
        m_counts.resumedAfter = m_batches.rowsDone();
        for (;;) {
            const auto more = m_reader.next();
            if (!more)
                return std::unexpected(more.error());
            if (!*more)
                break;
            if (const auto taken = takeRow(); !taken)
                return std::unexpected(taken.error());
        }
        if (const auto done = m_batches.finish(m_counts.read); !done)
            return std::unexpected(done.error());
        report();
        if (const auto written = m_rejected.commit(); !written)
            return std::unexpected(written.error());
        return IncidentImportReport{m_counts, m_rejected.count() > 0 ? m_rejected.fileName() : QString()};
    }

private:
    Result<void> readHeader()
    {
        const auto read = m_reader.next();
        if (!read)
            return std::unexpected(read.error());
        if (!*read || m_reader.problem() != CsvProblem::None)
            return failure(ErrorKind::Input,
                u"%1: no header row: %2"_s.arg(
                    m_options.file, *read ? csvProblemText(m_reader.problem()) : u"the file is empty"_s));
        if (const auto kept = m_rejected.setHeader(m_reader.fields()); !kept)
            return kept;
        return m_mapper.bindHeader(m_reader.fields());
    }

    Result<void> takeRow()
    {
        constexpr std::int64_t reportEvery = 4096;
        ++m_counts.read;
        if (m_reader.problem() != CsvProblem::None) {
            const std::array raw{m_reader.raw()};
            reject(csvProblemText(m_reader.problem()), raw);
        } else if (const auto incident = m_mapper.map(m_reader.fields())) {
            ++m_counts.positions[std::size_t(incident->positionFault)];
            if (incident->position && !incident->grid)
                ++m_counts.outsideGrids;
            if (m_counts.read > m_batches.rowsDone()) {
                if (const auto added = m_batches.add(*incident); !added)
                    return added;
            }
        } else {
            reject(incident.error(), m_reader.fields());
        }
        const bool full = !m_options.dryRun && m_counts.read >= m_batches.rowsDone() + m_options.batchRows;
        if (full) {
            if (const auto done = m_batches.commit(m_counts.read); !done)
                return done;
        }
        if (full || m_counts.read % reportEvery == 0)
            report();
        return {};
    }

    void reject(const QString &reason, std::span<const QByteArrayView> fields)
    {
        ++m_counts.rejected;
        m_rejected.add(m_reader.line(), reason, fields);
    }

    void report()
    {
        m_counts.added = m_batches.added();
        m_counts.alreadyThere = m_batches.alreadyThere();
        if (m_options.progress)
            m_options.progress({m_counts, m_reader.bytesRead(), m_file.size(), m_batches.batchCount()});
    }

    QFile &m_file;
    CsvReader m_reader;
    IncidentMapper m_mapper;
    ImportBatches &m_batches;
    const IncidentImportOptions &m_options;
    RejectedRows m_rejected;
    ImportCounts m_counts;
};

} // namespace

Result<IncidentImportReport> importIncidents(const postgres::Settings &settings, const IncidentImportOptions &options)
{
    QFile mappingFile(options.mappingFile);
    if (!mappingFile.open(QIODevice::ReadOnly))
        return ioFailure(mappingFile);
    const QByteArray mappingText = mappingFile.readAll();
    const auto mapping = IncidentMapping::parse(mappingText, options.mappingFile);
    if (!mapping)
        return std::unexpected(mapping.error());
    QFile file(options.file);
    if (!file.open(QIODevice::ReadOnly))
        return ioFailure(file);

    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    // Real incidents would be lost among those of the exercise.
    if (const auto real = refuseDrill(*session, u"nothing real is imported into it"_s); !real)
        return std::unexpected(real.error());
    const auto catalogue = ImportCatalogue::read(*session);
    if (!catalogue)
        return std::unexpected(catalogue.error());
    const auto mapper = IncidentMapper::create(*mapping, *catalogue);
    if (!mapper)
        return std::unexpected(mapper.error());

    const auto print = fingerprint(file, mappingText);
    if (!print)
        return std::unexpected(print.error());
    const ImportIdentity identity{*print, QFileInfo(file).fileName().left(256), mapping->source.text};
    auto batches = ImportBatches::open(*session, identity, options.dryRun);
    if (!batches)
        return std::unexpected(batches.error());
    return IncidentImport(file, *mapping, *mapper, *batches, options).run();
}

} // namespace wuquan
