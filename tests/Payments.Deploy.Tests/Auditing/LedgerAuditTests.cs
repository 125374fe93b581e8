using Microsoft.Data.Sqlite;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Deploy.Tests.Auditing;

/// <summary>What the auditor must find: each thing that a shop would believe of a callback, told wrongly.</summary>
public sealed class LedgerAuditTests : IDisposable
{
    private const string Secret = "the shop's own";

    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public LedgerAuditTests()
    {
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE orders (key TEXT, state TEXT, reserved_units TEXT, reserved_address TEXT, reserved_token TEXT);
            CREATE TABLE unmatched_transfers (key TEXT);
            INSERT INTO orders VALUES ('ord-abc', '{"number":"L1","transfers":[{"transfer":{"transaction":"0x1","units":"7"}}]}', NULL, NULL, NULL);
            """;
        command.ExecuteNonQuery();
    }

    public void Dispose() => connection.Dispose();

    [Fact]
    public void What_a_shop_should_hear_is_no_violation() => Audit(Callback()).Should().BeEmpty();

    [Theory]
    [InlineData("money", "10.02")]
    [InlineData("pid", "1002")]
    [InlineData("trade_no", "def")]
    [InlineData("trade_status", "WAIT")]
    public void A_signed_callback_that_says_something_else_is_found(string name, string value) =>
        Audit(Callback((name, value))).Should().ContainSingle().Which.Should().StartWith($"The callback of L1 says {name}={value}, not ");

    [Fact]
    public void A_callback_that_is_signed_with_another_secret_is_found()
    {
        var callback = Callback();
        callback["sign"] = EpayForm.Sign(callback, "another");
        Audit(callback).Should().ContainSingle().Which.Should().StartWith("The callback of L1 says sign=");
    }

    [Fact]
    public void A_callback_without_its_money_is_found() => Audit(Callback(("money", ""))).Should().ContainSingle().Which.Should().Contain("money=");

    private static Dictionary<string, string> Callback(params (string Name, string Value)[] changes)
    {
        var callback = new Dictionary<string, string> { ["pid"] = "1001", ["trade_no"] = "abc", ["out_trade_no"] = "L1", ["type"] = "usdt", ["name"] = "VIP 会员 + 1", ["money"] = "10.01", ["trade_status"] = "TRADE_SUCCESS" };
        foreach (var (name, value) in changes) callback[name] = value;
        callback["sign"] = EpayForm.Sign(callback, Secret);
        callback["sign_type"] = "MD5";
        return callback;
    }

    private IReadOnlyList<string> Audit(Dictionary<string, string> callback)
    {
        var body = string.Join('&', callback.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return LedgerAudit.Violations(connection, new Dictionary<string, string> { ["L1"] = "abc" }, new Dictionary<string, (string, UInt128)> { ["L1"] = ("0x1", 7) },
            _ => new AuditedShop(1001, Secret, "10.01"), [new ShopReceiver.Heard("POST", "/", body, "application/x-www-form-urlencoded")]);
    }
}
