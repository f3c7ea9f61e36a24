// SPDX-License-Identifier: GPL-3.0-or-later
// What a picture says of itself before anything is decoded, and which ones are refused for it.
#include "core/interchange/picture_header.h"
#include "tests/support/pictures.h"

#include <QTest>

using namespace lockleaf;
namespace pictures = test::pictures;

class PictureHeaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sizesAreRead_data();
    void sizesAreRead();
    void cutPicturesSayNothing();
    void otherFilesAreNoPictures();
    void limits();
    void jpegWithMuchBeforeItsFrame();
    void jpegThatNeverBegins();
    void endOfJpeg();
};

void PictureHeaderTest::sizesAreRead_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("format");
    QTest::newRow("png") << pictures::png() << int(PictureFormat::Png);
    QTest::newRow("jpeg") << pictures::jpeg() << int(PictureFormat::Jpeg);
    QTest::newRow("jpeg with exif") << pictures::turnedJpeg() << int(PictureFormat::Jpeg);
    QTest::newRow("gif") << pictures::gif() << int(PictureFormat::Gif);
    QTest::newRow("webp") << pictures::webp() << int(PictureFormat::WebP);
    QTest::newRow("lossless webp") << pictures::losslessWebp() << int(PictureFormat::WebP);
    QByteArray extended("RIFF\x1C\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x1D\0\0\x13\0\0", 30);
    QTest::newRow("extended webp") << extended << int(PictureFormat::WebP);
}

void PictureHeaderTest::sizesAreRead()
{
    QFETCH(const QByteArray, content);
    QFETCH(const int, format);
    const auto header = readPictureHeader(pictures::view(content));
    QVERIFY(header);
    QCOMPARE(int(header->format), format);
    QCOMPARE(header->width, 30U);
    QCOMPARE(header->height, 20U);
    QVERIFY(isDecodable(*header));
}

void PictureHeaderTest::cutPicturesSayNothing()
{
    for (const QByteArray& whole : {pictures::png(), pictures::jpeg(), pictures::gif(), pictures::webp()}) {
        const auto all = readPictureHeader(pictures::view(whole));
        for (qsizetype size = 0; size < whole.size(); ++size) {
            const auto header = readPictureHeader(pictures::view(whole.left(size)));
            if (!header)
                continue;
            // Nothing, or the truth.
            QVERIFY(header->width == 0 || *header == *all);
            QCOMPARE(header->width == 0, header->height == 0);
            QVERIFY(isDecodable(*header) == (header->width > 0));
        }
    }
}

void PictureHeaderTest::otherFilesAreNoPictures()
{
    for (const char* content : {"", "P", "<svg xmlns='http://www.w3.org/2000/svg'/>", "BM......", "II*\0",
                                "%PDF-1.7", "RIFF....WAVE", "\x89PNG", "\xFF\xD8"})
        QVERIFY(!readPictureHeader(pictures::view(QByteArray(content))));
}

void PictureHeaderTest::limits()
{
    const auto isAllowed = [](std::uint32_t width, std::uint32_t height) {
        return isDecodable(*readPictureHeader(pictures::view(pictures::pngHeader(width, height))));
    };
    QVERIFY(isAllowed(1, 1));
    QVERIFY(isAllowed(8192, 4096));
    QVERIFY(!isAllowed(8192, 4097));
    QVERIFY(isAllowed(longestPictureSide, 2));
    QVERIFY(!isAllowed(longestPictureSide + 1, 2));
    QVERIFY(!isAllowed(2, longestPictureSide + 1));
    QVERIFY(!isAllowed(30'000, 30'000));
    QVERIFY(!isAllowed(0xFFFF'FFFF, 0xFFFF'FFFF));
    QVERIFY(!isAllowed(0, 5));
    QVERIFY(isDecodable({PictureFormat::Jpeg, 8192, 8192}));
    QVERIFY(!isDecodable({PictureFormat::WebP, 8192, 8192}));
    QVERIFY(!isDecodable({PictureFormat::Jpeg, 8192, 8193}));
}

void PictureHeaderTest::jpegWithMuchBeforeItsFrame()
{
    QByteArray bytes = pictures::jpeg();
    for (int i = 0; i < 20; ++i)
        bytes.insert(2, QByteArray("\xFF\xED\xFF\xFF", 4) + QByteArray(65533, 'x'));
    QVERIFY(bytes.size() > qsizetype(pictureBeginning));
    QCOMPARE(readPictureHeader(pictures::view(bytes))->width, 30U);
    QCOMPARE(readPictureHeader(pictures::view(bytes.left(qsizetype(pictureBeginning))))->width, 0U);
}

void PictureHeaderTest::jpegThatNeverBegins()
{
    for (const QByteArray& behind :
         {QByteArray("\xFF\xE0\0\0", 4), QByteArray("\xFF\xE0\0\1", 4), QByteArray(100'000, '\xFF'),
          QByteArray("\xFF\xD0", 2).repeated(50'000), QByteArray("\xFF\xDA\0\4", 4)}) {
        const auto header = readPictureHeader(pictures::view(QByteArray("\xFF\xD8\xFF\xD8", 4) + behind));
        QVERIFY(header);
        QCOMPARE(header->width, 0U);
    }
}

void PictureHeaderTest::endOfJpeg()
{
    const QByteArray whole = pictures::jpeg();
    QVERIFY(hasPictureEnd(PictureFormat::Jpeg, pictures::view(whole)));
    QVERIFY(hasPictureEnd(PictureFormat::Jpeg, pictures::view(whole + "trailing")));
    QVERIFY(!hasPictureEnd(PictureFormat::Jpeg, pictures::view(whole.left(whole.size() - 2))));
    QVERIFY(hasPictureEnd(PictureFormat::Png, pictures::view(pictures::pngHeader(5, 5))));
}

QTEST_GUILESS_MAIN(PictureHeaderTest)
#include "picture_header_test.moc"
