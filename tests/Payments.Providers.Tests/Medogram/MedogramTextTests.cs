using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Payments.Providers.Medogram;

namespace Payments.Providers.Tests.Medogram;

/// <summary>How the gateway's answers are read.</summary>
public sealed class MedogramTextTests
{
    [Theory]
    [InlineData("12345", 12345L)]
    [InlineData("  12345 \r\n", 12345L)]
    [InlineData("\"12345\"", 12345L)]
    [InlineData("'12345'", 12345L)]
    [InlineData("\uFEFF12345", 12345L)]
    [InlineData("\uFEFF \"12345\" \r\n", 12345L)]
    [InlineData("۱۲۳۴۵", 12345L)]
    [InlineData("١٢٣٤٥", 12345L)]
    [InlineData("-4", -4L)]
    [InlineData("\"-4\"", -4L)]
    [InlineData("−۴", -4L)]
    [InlineData("50000.0", 50000L)]
    [InlineData("0", 0L)]
    public void Numbers_are_read_whatever_is_around_them(string text, long number) => Read(text).Number.Should().Be(number);

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>12345</body></html>")]
    [InlineData("<!DOCTYPE html>")]
    [InlineData("12345 rials")]
    [InlineData("1.5")]
    [InlineData("1e5")]
    [InlineData("12,345")]
    [InlineData("12 345")]
    [InlineData("99999999999999999999")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[12345]")]
    [InlineData("{\"status\":1")]
    [InlineData("{\"status\":1,\"status\":11}")]
    [InlineData("{\"status\":1,\"STATUS\":11}")]
    public void What_is_neither_number_nor_object_tells_nothing(string text)
    {
        var read = Read(text);

        (read.Number, read.Fields).Should().Be((null, null));
    }

    [Fact]
    public void Fields_of_an_object_are_read_as_leniently()
    {
        var read = Read("""{"status":"۱","amount":"50000","factorId":" f-1 ","cardNum":null,"more":{"amount":1}}""");

        (read.Number, read.Whole("status"), read.Whole("amount"), read.Text("factorId"), read.Text("cardNum"), read.Whole("more")).Should()
            .Be((null, 1L, 50000L, "f-1", null, null));
    }

    [Fact]
    public void Any_bytes_are_read_without_a_word() => Prop.ForAll<byte[]>(bytes => Tells(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Pieces_of_answers_are_read_without_a_word() => Prop.ForAll(
        Gen.Elements("{", "}", "\"", ":", ",", "1", "-", ".", "e9", "status", "\\ud800", "\uFEFF", "۱", " ", "'", "[", "null").ListOf()
            .Select(string.Concat).ToArbitrary(),
        text => Tells(Encoding.UTF8.GetBytes(text))).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void An_answer_beyond_the_limit_tells_nothing() =>
        Read(new string(' ', MedogramText.LongestBody) + "1").Number.Should().BeNull();

    private static bool Tells(byte[] bytes)
    {
        var read = MedogramText.Read(bytes);
        return read.Number is null || read.Fields is null;
    }

    private static MedogramText Read(string text) => MedogramText.Read(Encoding.UTF8.GetBytes(text));
}
