// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QTest>

#include "core/archive/age_reader.h"
#include "tests/archive/age_vector.h"
#include "tests/support/byte_ends.h"

using namespace lockleaf;

namespace {

/// The class of the vectors that an error belongs to.
std::string vectorClass(const Result<void>& outcome)
{
    if (outcome)
        return "success";
    switch (outcome.error().code) {
    case ErrorCode::WrongArchiveKey:
        return "no match";
    case ErrorCode::ArchiveHeaderChanged:
        return "HMAC failure";
    case ErrorCode::NotAnArchive:
    case ErrorCode::NewerFormat:
    case ErrorCode::ArchiveHeaderDamaged:
    case ErrorCode::DerivationTooCostly:
        return "header failure";
    case ErrorCode::ArmorDamaged:
        return "armor failure";
    case ErrorCode::ArchiveDamaged:
        return "payload failure";
    default:
        return describe(outcome.error());
    }
}

bool isPostQuantum(const std::string& identity)
{
    return identity.starts_with("AGE-SECRET-KEY-PQ-");
}

/// The keys of a vector but for those of kinds that Lockleaf does not know; nothing where it has only such.
std::optional<age::OpeningKeys> keysOf(const test::AgeVector& vector)
{
    age::OpeningKeys keys;
    keys.passphrase = SecureBytes::copyOf(bytesOf(vector.field("passphrase")));
    const auto identities = vector.all("identity");
    for (const std::string& text : identities) {
        auto identity = age::Identity::parse(text);
        if (identity)
            keys.identities.push_back(std::move(*identity));
        else if (!isPostQuantum(text) || identity.error().code != ErrorCode::KeyKindUnknown)
            return std::nullopt;
    }
    if (!identities.empty() && keys.identities.empty() && keys.passphrase.empty())
        return std::nullopt;
    return keys;
}

Result<void> openVector(const test::AgeVector& vector, const age::OpeningKeys& keys, std::size_t step,
                        Bytes& released)
{
    test::StepSource source(vector.file, step);
    LOCKLEAF_TRY(const std::unique_ptr<age::OpenedFile> file, age::open(source, keys));
    return test::readAll(*file, step, released);
}

QByteArray sha256(const Bytes& octets)
{
    return QCryptographicHash::hash(QByteArrayView(reinterpret_cast<const char*>(octets.data()),
                                                   static_cast<qsizetype>(octets.size()))
                                        .toByteArray(),
                                    QCryptographicHash::Sha256)
        .toHex();
}

} // namespace

class AgeVectorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void eachEndsInItsClass_data();
    void eachEndsInItsClass();
};

void AgeVectorsTest::eachEndsInItsClass_data()
{
    QTest::addColumn<qulonglong>("step");
    for (const qulonglong step : {1ULL, 7ULL, 4099ULL, 1'000'000ULL})
        QTest::addRow("%llu", step) << step;
}

void AgeVectorsTest::eachEndsInItsClass()
{
    QFETCH(const qulonglong, step);
    const auto vectors = test::ageVectors();
    if (vectors.empty())
        QSKIP("no vectors");
    int checked = 0;
    for (const test::AgeVector& vector : vectors) {
        const auto keys = keysOf(vector);
        if (!keys) {
            for (const std::string& identity : vector.all("identity"))
                QVERIFY2(isPostQuantum(identity), vector.name.c_str());
            continue;
        }
        if (step < 1000 && vector.file.size() > 300'000)
            continue; // a call for each of millions of octets would show nothing new
        Bytes released;
        const Result<void> outcome = openVector(vector, *keys, step, released);
        QVERIFY2(vectorClass(outcome) == vector.field("expect"),
                 (vector.name + ": " + vectorClass(outcome)).c_str());
        const std::string expected = vector.field("payload");
        QVERIFY2(expected.empty() || sha256(released) == QByteArray::fromStdString(expected),
                 vector.name.c_str());
        ++checked;
    }
    QVERIFY2(checked >= 90, QByteArray::number(checked));
}

QTEST_GUILESS_MAIN(AgeVectorsTest)
#include "age_vectors_test.moc"
