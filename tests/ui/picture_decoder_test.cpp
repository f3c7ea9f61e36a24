// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures are decoded within limits, by what they are, and by no other decoder than the four.
#include "ui/pictures/picture_decoder.h"

#include "tests/support/pictures.h"

#include <QBuffer>
#include <QFile>
#include <QTest>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using State = ui::Picture::State;
namespace pictures = test::pictures;

namespace {

ui::DecodedPicture decode(const QByteArray& content, int width = 1000)
{
    return ui::decodePicture(pictures::view(content), width);
}

/// The libraries of image formats that this process has loaded.
QSet<QString> loadedDecoders()
{
    QFile maps(u"/proc/self/maps"_s);
    if (!maps.open(QIODevice::ReadOnly))
        return {u"unknown"_s};
    QSet<QString> found;
    const QList<QByteArray> lines = maps.readAll().split('\n');
    for (const QByteArray& line : lines)
        if (line.contains("/imageformats/"))
            found.insert(QString::fromUtf8(line.mid(line.lastIndexOf('/') + 1)));
    return found;
}

} // namespace

class PictureDecoderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noOtherDecoderIsLoaded(); // first: nothing else has loaded any
    void eachFormat_data();
    void eachFormat();
    void widePicturesAreMadeSmaller();
    void whatACameraSaysIsFollowed();
    void largeOnesAreRefusedBeforeDecoding();
    void cutOnesAreDamaged();
    void otherFilesAreNoPictures();
    void ofAMovingOneTheFirstFrame();
    void manyFramesCostNothing();
    void tallOnesAreKeptSmall();
};

void PictureDecoderTest::noOtherDecoderIsLoaded()
{
    QVERIFY(loadedDecoders().isEmpty());
    QCOMPARE(decode(pictures::png()).state, State::There);
    QVERIFY(loadedDecoders().isEmpty()); // Qt has that one in itself
    QCOMPARE(decode(pictures::jpeg()).state, State::There);
    QCOMPARE(decode(pictures::gif()).state, State::There);
    QCOMPARE(decode(pictures::webp()).state, State::There);
    QCOMPARE(decode("<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'/>").state, State::NoImage);
    QCOMPARE(decode(pictures::pngHeader(5, 5)).state, State::Damaged);
    QCOMPARE(loadedDecoders(), QSet<QString>({u"libqjpeg.so"_s, u"libqgif.so"_s, u"libqwebp.so"_s}));
}

void PictureDecoderTest::eachFormat_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("png") << pictures::png();
    QTest::newRow("jpeg") << pictures::jpeg();
    QTest::newRow("gif") << pictures::gif();
    QTest::newRow("webp") << pictures::webp();
    QTest::newRow("lossless webp") << pictures::losslessWebp();
}

void PictureDecoderTest::eachFormat()
{
    QFETCH(const QByteArray, content);
    const ui::DecodedPicture measured = ui::measurePicture(pictures::view(content));
    QCOMPARE(measured.state, State::There);
    QCOMPARE(measured.size, QSize(30, 20));
    QVERIFY(measured.image.isNull());
    const ui::DecodedPicture decoded = decode(content);
    QCOMPARE(decoded.state, State::There);
    QCOMPARE(decoded.size, QSize(30, 20));
    QCOMPARE(decoded.image.size(), QSize(30, 20));
    QVERIFY(decoded.image.pixelColor(15, 1).red() > 150); // red, or red above blue
}

void PictureDecoderTest::widePicturesAreMadeSmaller()
{
    for (const QByteArray& content : {pictures::png(), pictures::jpeg(), pictures::webp()}) {
        const ui::DecodedPicture decoded = decode(content, 15);
        QCOMPARE(decoded.size, QSize(30, 20));
        QCOMPARE(decoded.image.size(), QSize(15, 10));
    }
}

void PictureDecoderTest::whatACameraSaysIsFollowed()
{
    const QByteArray content = pictures::turnedJpeg();
    QCOMPARE(ui::measurePicture(pictures::view(content)).size, QSize(20, 30));
    const ui::DecodedPicture decoded = decode(content);
    QCOMPARE(decoded.size, QSize(20, 30));
    QCOMPARE(decoded.image.size(), QSize(20, 30));
    QVERIFY(decoded.image.pixelColor(18, 15).red() > decoded.image.pixelColor(1, 15).red());
    QCOMPARE(decode(content, 10).image.size(), QSize(10, 15));
}

void PictureDecoderTest::largeOnesAreRefusedBeforeDecoding()
{
    const QByteArray content = pictures::pngHeader(30'000, 30'000);
    const ui::DecodedPicture refused = decode(content);
    QCOMPARE(refused.state, State::Refused);
    QCOMPARE(refused.size, QSize(30'000, 30'000));
    QCOMPARE(ui::measurePicture(pictures::view(content)).state, State::Refused);
}

void PictureDecoderTest::cutOnesAreDamaged()
{
    for (const QByteArray& content : {pictures::png(), pictures::jpeg(), pictures::webp()})
        QCOMPARE(decode(content.left(content.size() * 2 / 3)).state, State::Damaged);
    QCOMPARE(decode(pictures::png().left(20)).state, State::Damaged);
    QByteArray changed = pictures::png();
    changed[40] = char(changed[40] ^ 0x55);
    QCOMPARE(decode(changed).state, State::Damaged);
}

void PictureDecoderTest::otherFilesAreNoPictures()
{
    for (const QByteArray& content : {QByteArray(), QByteArray("text"), QByteArray("BM") + QByteArray(60, 0),
                                      QByteArray("<?xml version='1.0'?><svg/>")})
        QCOMPARE(decode(content).state, State::NoImage);
}

void PictureDecoderTest::ofAMovingOneTheFirstFrame()
{
    const ui::DecodedPicture decoded = decode(pictures::movingGif());
    QCOMPARE(decoded.state, State::There);
    QCOMPARE(decoded.image.size(), QSize(6, 4));
    QCOMPARE(decoded.image.pixelColor(2, 2), QColor(Qt::red));
}

/// A million frames of one pixel each: none of them but the first is looked at.
void PictureDecoderTest::manyFramesCostNothing()
{
    QByteArray content = pictures::movingGif();
    const QByteArray frame("\x2C\0\0\0\0\1\0\1\0\0\2\2\x44\1\0", 15);
    content.chop(1);
    content += frame.repeated(1'000'000) + ';';
    const ui::DecodedPicture decoded = decode(content);
    QCOMPARE(decoded.state, State::There);
    QCOMPARE(decoded.image.pixelColor(2, 2), QColor(Qt::red));
}

void PictureDecoderTest::tallOnesAreKeptSmall()
{
    QImage tall(1400, 16'000, QImage::Format_Grayscale8);
    tall.fill(7);
    QByteArray content;
    QBuffer buffer(&content);
    buffer.open(QIODevice::WriteOnly);
    QVERIFY(tall.save(&buffer, "PNG"));
    const ui::DecodedPicture decoded = decode(content, 1400);
    QCOMPARE(decoded.state, State::There);
    QCOMPARE(decoded.size, QSize(1400, 16'000));
    QVERIFY(decoded.image.width() * decoded.image.height() <= 6'100'000);
}

QTEST_MAIN(PictureDecoderTest)
#include "picture_decoder_test.moc"
