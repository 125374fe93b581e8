using System.Buffers.Binary;
using Payments.Domain.Merchants;

namespace Payments.Domain.Tests.Merchants;

/// <summary>A shop's colour can be read wherever pages use it, and a logo is what its content says.</summary>
public sealed class BrandTests
{
    private const string DarkCard = "#141a28";

    public static TheoryData<string> Readable =>
        ["#2f5bea", "#000000", "#8b0000", "#006400", "#00008b", "#6a0dad", "#0b5394", "#b00020", "#5a5a00"];

    [Theory]
    [MemberData(nameof(Readable))]
    public void Every_pair_of_a_colours_tones_can_be_read_in_light_and_dark(string color)
    {
        var tones = BrandTones.Of(color)!;
        tones.Light.Should().Be(color);
        foreach (var (text, ground) in new[]
        {
            (tones.Light, "#ffffff"), (tones.Light, tones.LightSoft), (BrandTones.OnLight, tones.Light),
            (tones.Dark, DarkCard), (tones.Dark, tones.DarkSoft), (BrandTones.OnDark, tones.Dark),
        })
            BrandTones.Contrast(text, ground).Should().BeGreaterThanOrEqualTo(BrandTones.LeastContrast, $"{text} on {ground}");
    }

    [Theory]
    [InlineData("#ffffff")]
    [InlineData("#ffd400")]
    [InlineData("#7fb3ff")]
    [InlineData("#00ff00")]
    public void A_colour_that_is_too_light_is_refused_and_a_darker_one_is_named(string color)
    {
        BrandTones.Of(color).Should().BeNull();
        BrandTones.Of(BrandTones.Darker(color)).Should().NotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#fff")]
    [InlineData("#2F5BEA")]
    [InlineData("#2f5beg")]
    [InlineData("#2f5bea;")]
    public void What_is_no_colour_has_no_tones(string text) => BrandTones.Of(text).Should().BeNull();

    [Fact]
    public void Contrast_is_that_of_the_published_examples()
    {
        BrandTones.Contrast("#000000", "#ffffff").Should().BeApproximately(21, 0.01);
        BrandTones.Contrast("#777777", "#ffffff").Should().BeApproximately(4.48, 0.01);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(1024, 40)]
    public void A_whole_image_is_taken_under_its_hash_with_its_size(int width, int height)
    {
        var (png, jpeg) = (LogoImage.Read(Png(width, height)), LogoImage.Read(Jpeg(width, height)));
        (png.Error, png.Logo!.Width, png.Logo.Height, LogoImage.TypeOf(png.Logo.File)).Should().Be((null, width, height, "image/png"));
        (jpeg.Error, jpeg.Logo!.Width, jpeg.Logo.Height, LogoImage.TypeOf(jpeg.Logo.File)).Should().Be((null, width, height, "image/jpeg"));
    }

    [Theory]
    [InlineData(15, 100, "expected 16 to 1024 pixels each way; it has 15 x 100")]
    [InlineData(100, 1025, "expected 16 to 1024 pixels each way; it has 100 x 1025")]
    public void An_image_of_another_size_is_refused(int width, int height, string error)
    {
        LogoImage.Read(Png(width, height)).Error.Should().Be(error);
        LogoImage.Read(Jpeg(width, height)).Error.Should().Be(error);
    }

    [Fact]
    public void What_is_no_whole_image_is_refused()
    {
        LogoImage.Read([]).Error.Should().Be("expected a PNG or JPEG file");
        LogoImage.Read("<svg onload=alert(1)>"u8).Error.Should().Be("expected a PNG or JPEG file");
        LogoImage.Read("GIF89a"u8).Error.Should().Be("expected a PNG or JPEG file");
        LogoImage.Read(new byte[LogoImage.Limit + 1]).Error.Should().Be("at most 128 KiB");
        foreach (var whole in new[] { Png(32, 32), Jpeg(32, 32) })
            for (var length = 0; length < whole.Length; length++)
                LogoImage.Read(whole.AsSpan(0, length)).Logo.Should().BeNull($"cut after {length}");
        LogoImage.Read([.. Png(32, 32), .. "<script>"u8]).Error.Should().Be("is no whole PNG file", "nothing hides behind the image");
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    public void A_name_that_is_no_logos_has_no_type(string file)
    {
        LogoImage.TypeOf(file).Should().BeNull();
        LogoImage.TypeOf(new string('a', 64) + ".svg").Should().BeNull();
    }

    [Fact]
    public void Name_colour_and_logo_are_changed_apart_and_nothing_is_stored_of_nothing()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var shop = new Merchant
        {
            Id = new(new string('a', 32)),
            Pid = 1000,
            Name = "Shop",
            Email = "shop@example.com",
            ApiKeyHash = "h",
            SealedSecret = "s",
            CreatedAt = now,
            UpdatedAt = now,
        };
        Merchant Change(Merchant from, Branding? words = null, Branding? logo = null) =>
            MerchantRules.Update(from, null, null, null, null, now.AddDays(1), branding: words, logo: logo);
        var words = Change(shop, new Branding { Name = "The shop", Color = "#2f5bea", Logo = "no.png" });
        (words.ShownName, words.Branding!.Logo).Should().Be(("The shop", null));
        var both = Change(words, logo: new Branding { Logo = "a.png", LogoWidth = 20, LogoHeight = 30, Name = "no" });
        both.Branding.Should().Be(new Branding { Name = "The shop", Color = "#2f5bea", Logo = "a.png", LogoWidth = 20, LogoHeight = 30 });
        Change(both, both.Branding, both.Branding).Should().BeSameAs(both);
        Change(Change(both, words: new Branding()), logo: new Branding()).Branding.Should().BeNull();
        Change(shop, new Branding(), new Branding()).Should().BeSameAs(shop);
    }

    /// <summary>A header, one chunk of no meaning, and the end.</summary>
    private static byte[] Png(int width, int height)
    {
        var size = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(size, width);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), height);
        return [0x89, .. "PNG"u8, 13, 10, 26, 10, .. Chunk("IHDR"u8, size), .. Chunk("IDAT"u8, [1, 2, 3]), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. type, .. content, 0, 0, 0, 0];
    }

    /// <summary>A comment, a frame, and the end.</summary>
    private static byte[] Jpeg(int width, int height) =>
    [
        0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8,
        (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 17, 0,
        0xff, 0xd9,
    ];
}
