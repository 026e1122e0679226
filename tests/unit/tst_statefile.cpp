// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/mercator.h"
#include "data/store/districtstore.h"
#include "data/store/statefile.h"
#include "data/store/statepayload.h"
#include "tests/support/fullstate.h"
#include "tests/support/unprivileged.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <sys/resource.h>

#include <csignal>
#include <random>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

constexpr Instant now{std::chrono::seconds(1'800'000'000)};
constexpr test::SampleSize small{.cameras = 40, .detectors = 10, .incidents = 12, .places = 5};
constexpr qsizetype headLength = 56;

/// A small state: the sample district with a few of its areas.
ChangeBatch smallState()
{
    ChangeBatch state = test::fullState(small, now, 40);
    state.areas.resize(12);
    return state;
}

/// What is left after an attempt at harm must be a batch like any other.
void applyAndEncode(const ChangeBatch &batch)
{
    DistrictStore store;
    store.apply(batch);
    QVERIFY(store.isComplete());
    QCOMPARE(encodeState(*decodeState(encodeState(batch))), encodeState(batch));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void setContent(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

/// Makes every file of this process end at a length while it lives, as a full disk does.
class FullDisk {
public:
    explicit FullDisk(rlim_t length)
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{length, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

} // namespace

class StateFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBack()
    {
        const ChangeBatch state = test::fullState(test::SampleSize{.incidents = 500}, now);
        const auto read = decodeState(encodeState(state));
        QVERIFY2(read, qPrintable(read.error_or(Error{}).message));
        QVERIFY(read->startsAnew && read->complete);
        QVERIFY(read->areas == state.areas);
        QVERIFY(read->devices == state.devices);
        QVERIFY(read->incidents == state.incidents);
        QVERIFY(read->places == state.places);
        QVERIFY(read->responders == state.responders);
        QVERIFY(!state.annotations.empty() && read->annotations == state.annotations);
        QVERIFY(*read->trends == *state.trends);
        QVERIFY(*read->indicators == *state.indicators);
        QVERIFY(read->indicatorsAsOf);
        QCOMPARE(read->indicatorsAsOf, state.indicatorsAsOf);
        QVERIFY(read->irregularRows == state.irregularRows);
        QCOMPARE(read->serverTime, state.serverTime);
        QCOMPARE(read->position, state.position);
        QCOMPARE(read->catalogue->incidentTypes, state.catalogue->incidentTypes);
        QCOMPARE(read->catalogue->deviceKinds, state.catalogue->deviceKinds);
        QCOMPARE(read->catalogue->placeKinds, state.catalogue->placeKinds);
        QCOMPARE(read->catalogue->responderKinds, state.catalogue->responderKinds);
        QCOMPARE(read->catalogue->sources, state.catalogue->sources);
        QCOMPARE(read->catalogue->attributes, state.catalogue->attributes);
        QVERIFY(!read->attributes && read->log.empty() && read->withdrawn.empty());
    }

    /// Of an empty store too, which has neither time nor position.
    void anEmptyStateComesBack()
    {
        const auto read = decodeState(encodeState(ChangeBatch()));
        QVERIFY(read);
        QVERIFY(!read->catalogue && !read->trends && !read->indicators && !read->serverTime && !read->position);
    }

    void equalStatesAreEqualBytes() { QCOMPARE(encodeState(smallState()), encodeState(smallState())); }

    void aStoreGivesItsState()
    {
        const ChangeBatch put = smallState();
        DistrictStore store;
        store.apply(put);
        const ChangeBatch state = store.state();
        QVERIFY(state.startsAnew && state.complete);
        QCOMPARE(state.position, put.position);
        QCOMPARE(state.serverTime, put.serverTime);
        QVERIFY(state.catalogue == put.catalogue && state.trends == put.trends && state.indicators == put.indicators);
        QVERIFY(state.areas == put.areas && state.incidents == put.incidents && state.places == put.places);
        QVERIFY(state.annotations == put.annotations);
        QVERIFY(state.responders == put.responders && state.irregularRows == put.irregularRows);
        QCOMPARE(state.devices.size(), put.devices.size());
        for (std::size_t i = 0; i < put.devices.size(); ++i) {
            Device device = state.devices[i];
            // Held as it is drawn: the way there and back costs less than a micrometre.
            QVERIFY(distanceMetres(*device.position, *put.devices[i].position) < 1e-6);
            device.position = put.devices[i].position;
            QCOMPARE(device, put.devices[i]);
        }
        QVERIFY(!DistrictStore().state().complete);
        QVERIFY(!DistrictStore().state().position);
    }

    /// A position belongs to the state it was heard with.
    /// Coordinates that nearly are (0, 0) made a file that could not be read; found by fuzz_state.
    void aDeviceNextToNowhereSpoilsNothing()
    {
        ChangeBatch batch = smallState();
        Device device;
        device.id = {77};
        device.version = 1;
        device.position = GeoPoint{1e-300, -1e-310};
        batch.devices = {device};
        DistrictStore store;
        store.apply(batch);
        const auto again = decodeState(encodeState(store.state()));
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE(again->devices.size(), std::size_t(1));
        QVERIFY(!again->devices.front().position);
    }

    void startingAnewForgetsThePosition()
    {
        DistrictStore store;
        store.apply(smallState());
        store.apply(ChangeBatch{.complete = true});
        QVERIFY(store.position());
        store.apply(ChangeBatch{.startsAnew = true});
        QVERIFY(!store.position());
    }

    void aFileIsWrittenAndRead()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"new/state"_s);
        const ChangeBatch state = smallState();
        const auto written = writeState(path, state);
        QVERIFY2(written, qPrintable(written.error_or(Error{}).message));
        QCOMPARE(QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser),
            QFile::Permissions(QFile::ReadOwner | QFile::WriteOwner));
        const auto read = readState(path);
        QVERIFY(read);
        QCOMPARE(encodeState(*read), encodeState(state));
        QCOMPARE(QDir(folder.filePath(u"new"_s)).entryList(QDir::Files), QStringList(u"state"_s));
    }

    /// A file that others could read does not stay so.
    void aReadableFileIsReplacedByAPrivateOne()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"state"_s);
        setContent(path, "old");
        QVERIFY(QFile::setPermissions(path, QFile::Permissions(0x6644)));
        QVERIFY(writeState(path, smallState()));
        QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void aFullDiskKeepsTheOldFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"state"_s);
        QVERIFY(writeState(path, smallState()));
        const QByteArray before = contentOf(path);
        ChangeBatch later = smallState();
        later.position->at.id += 1;
        for (const rlim_t length : {rlim_t(0), rlim_t(1000), rlim_t(before.size() - 1)}) {
            Result<void> written;
            {
                const FullDisk full(length);
                written = writeState(path, later);
            }
            QVERIFY(!written);
            QCOMPARE(written.error().kind, ErrorKind::Io);
            QVERIFY2(written.error().message.contains(path), qPrintable(written.error().message));
            QCOMPARE(contentOf(path), before);
            QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(u"state"_s));
        }
        QVERIFY(writeState(path, later));
        QCOMPARE(readState(path)->position, later.position);
    }

    void anUnwritableFolderIsAnError()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"state"_s);
        QVERIFY(writeState(path, smallState()));
        const QByteArray before = contentOf(path);
        {
            const test::Unprivileged user(folder.path());
            QVERIFY(user.isEffective());
            const auto written = writeState(path, smallState());
            QVERIFY(!written);
            QCOMPARE(written.error().kind, ErrorKind::Io);
            const auto deeper = writeState(folder.filePath(u"a/b/state"_s), smallState());
            QVERIFY(!deeper);
            QVERIFY2(deeper.error().message.contains(u"can't be made"_s), qPrintable(deeper.error().message));
        }
        QCOMPARE(contentOf(path), before);
    }

    void aFolderInItsPlaceIsAnError()
    {
        const QTemporaryDir folder;
        const auto written = writeState(folder.path(), smallState());
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::Io);
        const auto read = readState(folder.path());
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Io);
        QVERIFY(QFileInfo(folder.path()).isDir());
    }

    void unusableFilesAreErrors_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("reason");
        const QByteArray whole = encodeState(smallState());
        QByteArray otherVersion = whole, flipped = whole, longer = whole;
        otherVersion[8] = char(state::formatVersion + 1);
        flipped[headLength + 1000] = char(flipped[headLength + 1000] ^ 4);
        longer += 'x';
        QTest::newRow("empty") << QByteArray() << u"no state file"_s;
        QTest::newRow("head only in part") << whole.first(headLength - 1) << u"no state file"_s;
        QTest::newRow("something else") << QByteArray("SQLite format 3").repeated(100) << u"no state file"_s;
        QTest::newRow("another version") << otherVersion << u"format is version"_s;
        QTest::newRow("truncated") << whole.first(whole.size() - 1) << u"not as long"_s;
        QTest::newRow("longer") << longer << u"not as long"_s;
        QTest::newRow("a flipped bit") << flipped << u"checksum"_s;
    }
    void unusableFilesAreErrors()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, reason);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"state"_s);
        setContent(path, content);
        const auto read = readState(path);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Input);
        QVERIFY2(read.error().message.contains(reason), qPrintable(read.error().message));
        QVERIFY2(read.error().message.contains(path), qPrintable(read.error().message));
        QVERIFY(writeState(path, smallState()));
        QVERIFY(readState(path));
    }

    void aMissingFileIsAnError()
    {
        const QTemporaryDir folder;
        const auto read = readState(folder.filePath(u"state"_s));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Io);
    }

    /// Seeds of another version would teach the fuzz target nothing: tests/fuzz/seeds.cpp writes them anew.
    void theSeedsOfTheFuzzTargetAreStates()
    {
        const QDir folder(QStringLiteral(WUQUAN_SOURCE "/tests/fuzz/corpus/fuzz_state"));
        const QStringList names = folder.entryList(QDir::Files);
        QVERIFY(names.contains(u"whole"_s));
        for (const QString &name : names) {
            const auto read = readState(folder.filePath(name));
            QVERIFY2(read, qPrintable(read.error_or(Error{}).message));
        }
    }

    /// Whatever bits flip in a file, its checksum tells.
    void anyFlippedBitIsSeen()
    {
        const QByteArray whole = encodeState(smallState());
        std::minstd_rand random(3);
        for (int i = 0; i < 500; ++i) {
            QByteArray file = whole;
            const qsizetype at = qsizetype(random() % std::size_t(file.size()));
            file[at] = char(file[at] ^ (1 << random() % 8));
            // The four bytes after the version say nothing.
            QVERIFY2((at >= 12 && at < 16) || !decodeState(file), qPrintable(u"byte %1"_s.arg(at)));
        }
    }

    /// A payload whose checksum fits may still lie: an error or a batch that a store can hold, never a crash (run under
    /// the sanitizers too).
    void corruptPayloadsDoNoHarm()
    {
        ChangeBatch state = smallState();
        state.areas.resize(3);
        QByteArray whole;
        state::writePayload(state, [&](QByteArrayView piece) { whole += piece; });
        std::minstd_rand random(5);
        int refused = 0, taken = 0;
        for (int i = 0; i < 20'000; ++i) {
            QByteArray payload = whole;
            const int harms = 1 + int(random() % 4);
            for (int k = 0; k < harms && !payload.isEmpty(); ++k)
                harm(payload, random);
            if (const auto read = state::batchFromPayload(payload)) {
                ++taken;
                if (taken % 20 == 0)
                    applyAndEncode(*read);
            } else {
                QCOMPARE(read.error().kind, ErrorKind::Input);
                QVERIFY(!read.error().message.isEmpty());
                ++refused;
            }
        }
        QVERIFY2(refused > 1000 && taken > 1000, qPrintable(u"%1 refused, %2 taken"_s.arg(refused).arg(taken)));
    }

    /// A length of four thousand millions costs what the bytes cost.
    void lengthsAreNotBelieved()
    {
        QByteArray payload;
        payload.append('\0'); // no catalogue
        payload.append(4, '\xff'); // areas
        payload.append(1000, '\x01');
        const auto read = state::batchFromPayload(payload);
        QVERIFY(!read);
        QVERIFY2(read.error().message.contains(u"byte"_s), qPrintable(read.error().message));
    }

private:
    /// Flips, overwrites, cuts out or repeats some bytes.
    static void harm(QByteArray &bytes, std::minstd_rand &random)
    {
        const qsizetype at = qsizetype(random() % std::size_t(bytes.size()));
        const qsizetype length = std::min<qsizetype>(1 + qsizetype(random() % 8), bytes.size() - at);
        switch (random() % 8) {
        case 0:
            bytes.remove(at, length);
            break;
        case 1:
            bytes.insert(at, bytes.sliced(at, length));
            break;
        case 2:
            bytes.truncate(at);
            break;
        case 3:
            std::fill_n(bytes.data() + at, length, '\xff');
            break;
        default:
            bytes[at] = char(random());
            break;
        }
    }
};

QTEST_APPLESS_MAIN(StateFileTest)
#include "tst_statefile.moc"
