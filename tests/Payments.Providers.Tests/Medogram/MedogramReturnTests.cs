using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Payments.Providers.Medogram;

namespace Payments.Providers.Tests.Medogram;

/// <summary>How a payer's return is read.</summary>
public sealed class MedogramReturnTests
{
    private static readonly MedogramReturn Whole = new("t1", "1001", "f-1", "TC1");

    [Theory]
    [InlineData("?trans_id=t1&id_get=1001&factorId=f-1&tracking_code=TC1", "")]
    [InlineData("", "trans_id=t1&id_get=1001&factorId=f-1&tracking_code=TC1")]
    [InlineData("", """{"trans_id":"t1","id_get":"1001","factorId":"f-1","tracking_code":"TC1"}""")]
    [InlineData("", """{"trans_id":"t1","id_get":1001,"factorId":"f-1","tracking_code":"TC1"}""")]
    [InlineData("?trans_id=other&id_get=1", "trans_id=t1&id_get=1001&factorId=f-1&tracking_code=TC1")]
    [InlineData("?factorId=f-1&tracking_code=TC1", """{"trans_id":"t1","id_get":1001}""")]
    [InlineData("?trans_id=%20t1%20&id_get=%DB%B1%DB%B0%DB%B0%DB%B1&factorId=f-1&tracking_code=TC1", "")]
    public void A_return_is_read_however_it_comes(string query, string body)
    {
        MedogramReturn.TryRead(query, Encoding.UTF8.GetBytes(body), out var read, out var missing).Should().BeTrue();

        (read, missing).Should().Be((Whole, null));
    }

    [Theory]
    [InlineData("", "", "trans_id")]
    [InlineData("?id_get=1001", "", "trans_id")]
    [InlineData("?trans_id=t1", "", "id_get")]
    [InlineData("?trans_id=t1&id_get=abc", "", "id_get")]
    [InlineData("?trans_id=t1&id_get=-1", "", "id_get")]
    [InlineData("?trans_id=t1&id_get=1&id_get=2", "", "id_get")]
    [InlineData("?trans_id=t/1&id_get=1", "", "trans_id")]
    [InlineData("", """{"trans_id":{},"id_get":1}""", "trans_id")]
    [InlineData("", "{\"trans_id\":\"t1\"", "trans_id")]
    public void What_is_missing_is_named(string query, string body, string field)
    {
        MedogramReturn.TryRead(query, Encoding.UTF8.GetBytes(body), out var read, out var missing).Should().BeFalse();

        (read, missing).Should().Be((null, field));
    }

    [Fact]
    public void Values_beyond_the_limit_are_missing() =>
        MedogramReturn.TryRead($"?trans_id={new string('1', 101)}&id_get=1", [], out _, out _).Should().BeFalse();

    [Fact]
    public void Anything_is_read_without_a_word() => Prop.ForAll<string, byte[]>((query, body) =>
    {
        var isRead = MedogramReturn.TryRead(query ?? "", body, out var read, out var missing);
        return isRead == (read is not null) && isRead == missing is null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pieces_of_returns_are_read_without_a_word() => Prop.ForAll(
        Gen.Elements("trans_id", "id_get", "=", "&", "?", "%", "%41", "%ZZ", "1", "{", "}", "\"", ":", ",", "\\ud800", "+", "۱").ListOf()
            .Select(string.Concat).ToArbitrary(),
        text =>
        {
            MedogramReturn.TryRead(text, Encoding.UTF8.GetBytes(text), out var read, out var missing);
            return read is null != missing is null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
}
