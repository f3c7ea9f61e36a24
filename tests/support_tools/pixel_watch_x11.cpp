// SPDX-License-Identifier: GPL-3.0-or-later
// pixel_watch --root RRGGBB | --picture | X,Y…: what an X display shows, and since when.
//
// --picture writes the whole display: width and height as 32-bit numbers, then four bytes a pixel (blue,
// green, red, nothing), all little endian. (xwd mixes up its formats where windows of several visuals are
// shown.)
//
// With points: reads them about every two milliseconds and prints, for each change and once at the start,
//   NANOSECONDS POINT RRGGBB
// with CLOCK_MONOTONIC and the point's number from 0 on, until its input ends; then "samples COUNT LONGEST",
// the longest pause between two readings in nanoseconds. --root paints the bare desktop in one colour. The
// display is that of $DISPLAY; its root window has 24 bits of colour.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <poll.h>
#include <string>
#include <unistd.h>
#include <vector>
#include <xcb/xcb.h>

namespace {

struct Point
{
    std::int16_t x = 0;
    std::int16_t y = 0;
    std::uint32_t colour = 0xFFFFFFFF; ///< No colour of 24 bits: the first reading is a change.
};

constexpr int betweenReadings = 2; // milliseconds

std::int64_t now()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void paintRoot(xcb_connection_t* connection, const xcb_screen_t& screen, std::uint32_t colour)
{
    xcb_change_window_attributes(connection, screen.root, XCB_CW_BACK_PIXEL, &colour);
    xcb_clear_area(connection, 0, screen.root, 0, 0, 0, 0);
    // A round trip: it has been painted when this program ends.
    std::free(xcb_get_input_focus_reply(connection, xcb_get_input_focus(connection), nullptr));
}

bool writePicture(xcb_connection_t* connection, const xcb_screen_t& screen)
{
    const std::uint16_t width = screen.width_in_pixels;
    const std::uint16_t height = screen.height_in_pixels;
    xcb_get_image_reply_t* reply = xcb_get_image_reply(
        connection,
        xcb_get_image(connection, XCB_IMAGE_FORMAT_Z_PIXMAP, screen.root, 0, 0, width, height, ~0U), nullptr);
    const std::size_t bytes = std::size_t{width} * height * 4;
    if (reply == nullptr || static_cast<std::size_t>(xcb_get_image_data_length(reply)) != bytes) {
        std::free(reply);
        return false;
    }
    const std::uint32_t head[2] = {width, height};
    std::fwrite(head, sizeof head, 1, stdout);
    std::fwrite(xcb_get_image_data(reply), bytes, 1, stdout);
    std::free(reply);
    return std::fflush(stdout) == 0;
}

/// One reading of all points in one round trip; false when the display is gone.
bool readPoints(xcb_connection_t* connection, xcb_window_t root, std::vector<Point>& points)
{
    std::vector<xcb_get_image_cookie_t> cookies;
    cookies.reserve(points.size());
    for (const Point& point : points)
        cookies.push_back(
            xcb_get_image(connection, XCB_IMAGE_FORMAT_Z_PIXMAP, root, point.x, point.y, 1, 1, ~0U));
    for (std::size_t i = 0; i < points.size(); ++i) {
        xcb_get_image_reply_t* reply = xcb_get_image_reply(connection, cookies[i], nullptr);
        if (reply == nullptr)
            return false;
        std::uint32_t pixel = 0;
        if (xcb_get_image_data_length(reply) >= 4)
            std::memcpy(&pixel, xcb_get_image_data(reply), sizeof pixel);
        std::free(reply);
        pixel &= 0xFFFFFF;
        if (pixel != points[i].colour) {
            points[i].colour = pixel;
            std::printf("%lld %zu %06x\n", static_cast<long long>(now()), i, pixel);
        }
    }
    return true;
}

int watch(xcb_connection_t* connection, xcb_window_t root, std::vector<Point> points)
{
    std::uint64_t samples = 0;
    std::int64_t longest = 0;
    std::int64_t previous = now();
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    while (poll(&input, 1, betweenReadings) == 0) {
        if (!readPoints(connection, root, points))
            return 1;
        std::fflush(stdout);
        const std::int64_t read = now();
        longest = std::max(longest, read - previous);
        previous = read;
        ++samples;
    }
    std::printf("samples %llu %lld\n", static_cast<unsigned long long>(samples),
                static_cast<long long>(longest));
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    xcb_connection_t* connection = xcb_connect(nullptr, nullptr);
    if (arguments.empty() || xcb_connection_has_error(connection) != 0) {
        std::cerr << "pixel_watch --root RRGGBB | --picture | X,Y..., with a display\n";
        return 2;
    }
    const xcb_screen_t& screen = *xcb_setup_roots_iterator(xcb_get_setup(connection)).data;
    int code = 0;
    if (arguments[0] == "--root") {
        paintRoot(connection, screen, static_cast<std::uint32_t>(std::stoul(arguments.at(1), nullptr, 16)));
    } else if (arguments[0] == "--picture") {
        code = writePicture(connection, screen) ? 0 : 1;
    } else {
        std::vector<Point> points;
        for (const std::string& argument : arguments) {
            const std::size_t comma = argument.find(',');
            points.push_back({.x = static_cast<std::int16_t>(std::stoi(argument.substr(0, comma))),
                              .y = static_cast<std::int16_t>(std::stoi(argument.substr(comma + 1)))});
        }
        code = watch(connection, screen.root, std::move(points));
    }
    xcb_disconnect(connection);
    return code;
}
