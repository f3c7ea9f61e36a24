// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/sealers.h"

#include "core/crypto/keyed_hash.h"
#include "core/vaultfile/associated_data.h"

#include <algorithm>

namespace lockleaf {

namespace {

template <class Purpose>
SecretKey<Purpose> fileKey(KeyView subkey, std::string_view label, const layout::FileSalt& salt)
{
    SecretKey<Purpose> key;
    ShortKey derived;
    // A keyed hash of label and random salt: independent keys for every physical file.
    AssociatedData input(label);
    deriveShortKey(derived, subkey, {input.bytes(salt).view()});
    std::copy_n(derived.data(), keySize, key.span().data());
    return key;
}

/// Content, then nonce and tag in the reserve.
void sealPageInto(KeyView key, ByteView aad, PageView plain, MutablePage sealed)
{
    std::uint8_t* nonce = sealed.data() + layout::pageContent;
    aead::sealDetached(key, aad, plain.first(layout::pageContent), sealed.data(), nonce,
                       nonce + aead::nonceSize);
}

bool openPageInto(KeyView key, ByteView aad, PageView sealed, MutablePage plain)
{
    const std::uint8_t* nonce = sealed.data() + layout::pageContent;
    const bool authentic = aead::openDetached(key, aad, sealed.first(layout::pageContent), nonce,
                                              nonce + aead::nonceSize, plain.data());
    std::fill(plain.begin() + layout::pageContent, plain.end(), std::uint8_t{0});
    return authentic;
}

AssociatedData headerData(const layout::FileSalt& salt, std::size_t copy)
{
    AssociatedData aad(layout::logHeaderLabel);
    aad.u16(layout::format).bytes(salt).u32(static_cast<std::uint32_t>(copy));
    return aad;
}

AssociatedData markData(const layout::FileSalt& salt, const LogHeader& log)
{
    AssociatedData aad(layout::logMarkLabel);
    aad.u16(layout::format).bytes(salt).u64(log.sequence).bytes(log.logId);
    return aad;
}

AssociatedData frameData(std::string_view label, const layout::FileSalt& salt, const LogHeader& log,
                         std::uint64_t index)
{
    AssociatedData aad(label);
    aad.u16(layout::format).bytes(salt).u64(log.sequence).bytes(log.logId).u64(index);
    return aad;
}

AssociatedData pageData(const layout::FileSalt& salt, std::uint32_t number)
{
    AssociatedData aad(layout::pageLabel);
    aad.u16(layout::format).bytes(salt).u32(number);
    return aad;
}

} // namespace

PageSealer::PageSealer(const SecretKey<PagesPurpose>& subkey, const layout::FileSalt& salt)
    : m_key(fileKey<PageKeyPurpose>(subkey, layout::pageKeyLabel, salt)), m_salt(salt)
{
}

PageTag PageSealer::seal(std::uint32_t number, PageView plain, MutablePage sealed) const
{
    sealPageInto(m_key, pageData(m_salt, number).view(), plain, sealed);
    return tagOfPage(sealed);
}

bool PageSealer::open(std::uint32_t number, PageView sealed, MutablePage plain) const
{
    return openPageInto(m_key, pageData(m_salt, number).view(), sealed, plain);
}

PageTag tagOfPage(PageView sealed)
{
    PageTag tag;
    std::copy_n(sealed.data() + layout::pageSize - tag.size(), tag.size(), tag.begin());
    return tag;
}

LogSealer::LogSealer(const SecretKey<WalPurpose>& subkey, const layout::FileSalt& salt)
    : m_key(fileKey<LogKeyPurpose>(subkey, layout::logKeyLabel, salt)), m_salt(salt)
{
}

std::array<std::uint8_t, LogSealer::headerSize> LogSealer::sealHeader(std::size_t copy,
                                                                      const LogHeader& header) const
{
    std::array<std::uint8_t, headerSize - aead::overhead> plain{};
    std::copy(header.sqlite.begin(), header.sqlite.end(), plain.begin());
    storeLe64(plain.data() + 32, header.sequence);
    std::copy(header.logId.begin(), header.logId.end(), plain.begin() + 40);
    const Bytes box = aead::sealBox(m_key, headerData(m_salt, copy).view(), plain);
    std::array<std::uint8_t, headerSize> sealed;
    std::copy(box.begin(), box.end(), sealed.begin());
    return sealed;
}

std::optional<LogHeader> LogSealer::openHeader(std::size_t copy, ByteView sealed) const
{
    const auto plain = aead::openBox(m_key, headerData(m_salt, copy).view(), sealed.first(headerSize));
    if (!plain)
        return std::nullopt;
    LogHeader header;
    std::copy_n(plain->data(), header.sqlite.size(), header.sqlite.begin());
    header.sequence = loadLe64(plain->data() + 32);
    std::copy_n(plain->data() + 40, header.logId.size(), header.logId.begin());
    return header;
}

Bytes LogSealer::sealMark(const LogHeader& log, std::uint64_t frames) const
{
    std::array<std::uint8_t, markSize - aead::overhead> plain{};
    storeLe64(plain.data(), frames);
    return aead::sealBox(m_key, markData(m_salt, log).view(), plain);
}

std::optional<std::uint64_t> LogSealer::openMark(const LogHeader& log, ByteView sealed) const
{
    const auto plain = aead::openBox(m_key, markData(m_salt, log).view(), sealed);
    if (!plain)
        return std::nullopt;
    return loadLe64(plain->data());
}

void LogSealer::sealFrameHead(const LogHeader& log, std::uint64_t index, const FrameHead& head,
                              std::span<std::uint8_t, frameHeadSize> sealed) const
{
    std::array<std::uint8_t, frameHeadSize - aead::overhead> plain{};
    std::copy(head.sqlite.begin(), head.sqlite.end(), plain.begin());
    storeLe64(plain.data() + 24, head.transactionStart);
    aead::sealDetached(m_key, frameData(layout::frameLabel, m_salt, log, index).view(), plain,
                       sealed.data() + aead::nonceSize, sealed.data(),
                       sealed.data() + frameHeadSize - aead::tagSize);
    wipe(plain.data(), plain.size()); // the checksum would confirm a guess of the page
}

std::optional<FrameHead> LogSealer::openFrameHead(const LogHeader& log, std::uint64_t index,
                                                  std::span<const std::uint8_t, frameHeadSize> sealed) const
{
    const auto plain = aead::openBox(m_key, frameData(layout::frameLabel, m_salt, log, index).view(), sealed);
    if (!plain)
        return std::nullopt;
    FrameHead head;
    std::copy_n(plain->data(), head.sqlite.size(), head.sqlite.begin());
    head.transactionStart = loadLe64(plain->data() + 24);
    return head;
}

void LogSealer::sealFramePage(const LogHeader& log, std::uint64_t index, PageView plain,
                              MutablePage sealed) const
{
    sealPageInto(m_key, frameData(layout::logPageLabel, m_salt, log, index).view(), plain, sealed);
}

bool LogSealer::openFramePage(const LogHeader& log, std::uint64_t index, PageView sealed,
                              MutablePage plain) const
{
    return openPageInto(m_key, frameData(layout::logPageLabel, m_salt, log, index).view(), sealed, plain);
}

} // namespace lockleaf
