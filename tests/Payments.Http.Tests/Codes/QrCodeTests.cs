using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Payments.Http.Codes;
using QRCoder;

namespace Payments.Http.Tests.Codes;

/// <summary>QR codes and their images, beside those of a library that scanners are known to read.</summary>
public sealed class QrCodeTests
{
    private const string Link = "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer" +
        "?address=0x1234567890AbcdEF1234567890aBcdef12345678&uint256=99990000";

    /// <summary>The shortest and the longest text of each size. None has digits in a row, which the other library packs closer.</summary>
    public static TheoryData<string> Texts() => new(["x", "bitcoin:bc1q?amount=0.1&label=%E5%BA%97", .. Lengths().Select(Text)]);

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_code_is_module_by_module_what_another_library_makes(string text)
    {
        var code = QrCode.Of(text);
        using var expected = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var quiet = QrPng.Quiet;
        (code.Modules + 2 * quiet).Should().Be(expected.ModuleMatrix.Count);
        for (var y = 0; y < code.Modules; y++)
            for (var x = 0; x < code.Modules; x++)
                IsDark(code, x, y).Should().Be(expected.ModuleMatrix[y + quiet][x + quiet], $"module {x}, {y} of {text.Length} characters");
    }

    [Theory]
    [MemberData(nameof(Texts))]
    [InlineData(Link)]
    public void Its_png_is_well_formed_and_shows_each_module_in_a_white_frame(string text)
    {
        var code = QrCode.Of(text);
        var (side, pixels) = Read(QrPng.Of(code));
        side.Should().Be((code.Modules + 2 * QrPng.Quiet) * QrPng.Scale);
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
                if (pixels[y][x] != IsDark(code, x / QrPng.Scale - QrPng.Quiet, y / QrPng.Scale - QrPng.Quiet))
                    Assert.Fail($"Pixel {x}, {y} is wrong.");
    }

    [Fact]
    public void Its_svg_shows_the_same()
    {
        var code = QrCode.Of(Link);
        var svg = QrSvg.Of(code);
        svg.Should().Contain($"viewBox=\"0 0 {code.Modules + 8} {code.Modules + 8}\"");
        var dark = Regex.Matches(svg, @"M(\d+) (\d+)h(\d+)v1h-(\d+)z").SelectMany(match =>
        {
            match.Groups[3].Value.Should().Be(match.Groups[4].Value);
            var (x, y) = (int.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value));
            return Enumerable.Range(x - 4, int.Parse(match.Groups[3].Value)).Select(at => (at, y - 4));
        });
        dark.Should().BeEquivalentTo(
            from y in Enumerable.Range(0, code.Modules) from x in Enumerable.Range(0, code.Modules) where IsDark(code, x, y) select (x, y));
    }

    [Fact]
    public void A_text_is_at_most_1125_bytes_long()
    {
        QrCode.Of(Text(1125)).Modules.Should().Be(125);
        FluentActions.Invoking(() => QrCode.Of(Text(1126))).Should().Throw<ArgumentException>();
    }

    private static IEnumerable<int> Lengths()
    {
        var modules = 0;
        for (var length = 2; length <= 1125; length++)
        {
            var now = QrCode.Of(Text(length)).Modules;
            if (now != modules && length > 2) yield return length - 1;
            if (now != modules) yield return length;
            modules = now;
        }
        yield return 1125;
    }

    /// <summary>Small letters, so that it is no number and none of the texts that are packed closer.</summary>
    private static string Text(int length) => string.Create(length, length, static (text, seed) =>
    {
        var state = (uint)seed;
        for (var i = 0; i < text.Length; i++)
        {
            state = state * 1664525 + 1013904223;
            text[i] = (char)('a' + (state >> 16) % 26);
        }
    });

    private static bool IsDark(QrCode code, int x, int y) =>
        x >= 0 && y >= 0 && x < code.Modules && y < code.Modules && !UInt128.IsEvenInteger(code.Row(y) >> x);

    /// <summary>Reads a PNG of one bit a pixel without filters; the checksums of chunks and stream must fit.</summary>
    private static (int Side, bool[][] IsDark) Read(byte[] png)
    {
        png.AsSpan(0, 8).ToArray().Should().Equal(0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A);
        var (at, side, names) = (8, 0, new List<string>());
        using var image = new MemoryStream();
        while (at < png.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var name = System.Text.Encoding.ASCII.GetString(png, at + 4, 4);
            names.Add(name);
            var content = png.AsSpan(at + 8, length);
            Crc(png.AsSpan(at + 4, 4 + length)).Should().Be(BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)), name);
            if (name == "IHDR")
            {
                side = BinaryPrimitives.ReadInt32BigEndian(content);
                byte[] oneBitGray = [.. content[..4], 1, 0, 0, 0, 0];
                content[4..].ToArray().Should().Equal(oneBitGray);
            }
            if (name == "IDAT")
            {
                using var stream = new ZLibStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
                stream.CopyTo(image);
            }
            at += 12 + length;
        }
        names.Should().Equal("IHDR", "IDAT", "IEND");
        var lines = image.ToArray().Chunk(side / 8 + 1).ToArray();
        lines.Should().HaveCount(side).And.OnlyContain(line => line[0] == 0);
        bool IsBlack(byte[] line, int x) => (line[1 + x / 8] >> (7 - x % 8) & 1) == 0;
        return (side, [.. lines.Select(line => Enumerable.Range(0, side).Select(x => IsBlack(line, x)).ToArray())]);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        return ~crc;
    }
}
