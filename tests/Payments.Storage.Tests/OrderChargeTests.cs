using System.Text;
using Dapper;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Users;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>What the database keeps of payments at providers, and the comparison of orders with credits, on both databases.</summary>
public abstract class OrderChargeTests : DatabaseTests
{
    private const string Merchant = "11111111111111111111111111111111";

    private IStateStore Store => Storage.Get<IStateStore>();

    private ChargeQueries Charges => Storage.Get<ChargeQueries>();

    [Fact]
    public async Task An_order_is_found_by_the_providers_number_of_any_of_its_charges_the_newest_first()
    {
        await WriteAsync(1, Order(1, charges: [Charge("a_1", "77"), Charge("a_2", "78")]));
        await WriteAsync(2, Order(2, charges: [Charge("b_1", "77", provider: "other")]));
        await WriteAsync(3, Order(3), null);
        await WriteAsync(3, Order(3, charges: [Charge("c_1", null)]), 1);
        await WriteAsync(3, Order(3, charges: [Charge("c_1", "77")]), 2);
        (await Charges.FindAsync("medogram", "77", 10)).Should().Equal((Id(3), "c_1"), (Id(1), "a_1"));
        (await Charges.FindAsync("medogram", "78", 10)).Should().Equal((Id(1), "a_2"));
        (await Charges.FindAsync("medogram", "77", 1)).Should().HaveCount(1);
        (await Charges.FindAsync("medogram", "79", 10)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_receipt_pays_one_charge_and_the_refused_order_stays_as_it_was_also_after_the_first_was_archived()
    {
        await WriteAsync(1, Order(1, charges: [Charge("a_1", "77", receipt: "medogram::5")]));
        await WriteAsync(2, Order(2, charges: [Charge("b_1", "78")]));
        Func<Task> second = () => WriteAsync(2, Order(2, charges: [Charge("b_1", "78", receipt: "medogram::5")]), 1);
        await second.Should().ThrowAsync<ReceiptTakenException>();
        (await Store.ReadAsync(StateTable.Orders, Id(2).GrainKey))!.Value.Version.Should().Be(1);

        await WriteAsync(1, Order(1), 1);
        await second.Should().ThrowAsync<ReceiptTakenException>();
        await WriteAsync(2, Order(2, charges: [Charge("b_1", "78", receipt: "medogram::6")]), 1);
    }

    [Fact]
    public async Task Lines_of_the_log_are_kept_once_and_paged()
    {
        await WriteAsync(1, Order(1, log: [1, 2]));
        await WriteAsync(1, Order(1, log: [2, 3, 4, 5]), 1);
        var first = await Charges.LogAsync(Id(1), 0, 3);
        (string.Join(' ', first.Items.Select(line => line.Number)), first.Next).Should().Be(("1 2 3", 3));
        var second = await Charges.LogAsync(Id(1), 3, 3);
        (string.Join(' ', second.Items.Select(line => line.Number)), second.Next).Should().Be(("4 5", null));
        second.Items[0].Should().Be(new PaymentLogEntry
        {
            Number = 4,
            At = DateTimeOffset.FromUnixTimeMilliseconds(1004),
            Kind = PaymentLogKind.Verification,
            Text = "line 4",
            Charge = "c_1",
        });
    }

    [Fact]
    public async Task What_a_user_asked_for_is_found_newest_first_and_nobody_elses()
    {
        // The golden order is one that can be read whole; these differ by what is searched.
        for (var number = 1; number <= 3; number++) await WriteAsync(number, Order(number, customer: number == 2 ? "u-2" : "u-1"));
        var keys = await Storage.Get<IDatabase>().ReadAsync(connection => connection.QueryAsync<string>(
            "SELECT key FROM orders WHERE merchant = @Merchant AND (state -> 'terms' ->> 'customer') = 'u-1' ORDER BY created_at DESC",
            new { Merchant }));
        keys.Should().Equal(Id(3).GrainKey, Id(1).GrainKey);
    }

    public static TheoryData<string?, string?> Tampered => new()
    {
        { null, null },
        { "DELETE FROM user_entries", "order {1} is completed and was not credited" },
        { "UPDATE user_entries SET kind = 'debit'", "order {1} has a debit in place of its credit" },
        { "UPDATE user_entries SET amount = '71'", "IRR: credit {1} is over 71, and its order over 70 IRR" },
        { "UPDATE user_entries SET currency = 'IRT'", "IRT: credit {1} is over 70, and its order over 70 IRR" },
        { "DELETE FROM orders", "IRR: credit {1} has no order" },
    };

    [Theory]
    [MemberData(nameof(Tampered))]
    public async Task Completed_orders_and_credits_are_compared_in_both_directions(string? tamper, string? difference)
    {
        await WriteAsync(1, Order(1, user: "u-1", completedAt: 5, money: "70.00"));
        await WriteAsync(2, Order(2, user: "u-1"));
        await EntryAsync("u-1", 1, Id(1).Value, "70");
        await EntryAsync("u-1", 2, "import:crazyminer", "9");
        if (tamper is not null)
        {
            var sql = tamper.StartsWith("UPDATE", StringComparison.Ordinal) ? tamper + " WHERE sequence = 1" : tamper;
            await Storage.Get<IDatabase>().WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction));
        }
        var (found, checks) = (new List<string>(), Storage.Get<CreditChecks>());
        var orders = await checks.OrdersAsync((wallet, what) => found.Add($"{wallet}: {what}"), CancellationToken.None);
        await checks.CreditsAsync((wallet, what) => found.Add($"{wallet}: {what}"), CancellationToken.None);
        if (difference is null) (orders, found.Count).Should().Be((2, 0));
        else found.Should().Contain($"usr-{Merchant}-u-1: {difference.Replace("{1}", Id(1).Value, StringComparison.Ordinal)}");
    }

    [Fact]
    public async Task A_credit_that_is_due_is_waited_for_and_an_archived_orders_credit_needs_no_user()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await WriteAsync(1, Order(1, user: "u-1", completedAt: now, creditDue: "u-1"));
        await WriteAsync(2, Order(2, user: "u-1", completedAt: 5, creditDue: "u-1"));
        await WriteAsync(3, Order(3, completedAt: 5));
        await EntryAsync("u-1", 1, Id(3).Value, "70");
        var (found, checks) = (new List<string>(), Storage.Get<CreditChecks>());
        await checks.OrdersAsync((_, what) => found.Add(what), CancellationToken.None);
        await checks.CreditsAsync((_, what) => found.Add(what), CancellationToken.None);
        found.Should().Equal($"order {Id(2)} is completed and waits for its credit");
    }

    private static OrderId Id(int number) => new(number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));

    private static string Charge(string reference, string? providerId, string provider = "medogram", string? receipt = null) =>
        $$"""{"reference":"{{reference}}","provider":"{{provider}}"{{Field("providerId", providerId)}}{{Field("receipt", receipt)}}}""";

    private static string Field(string name, string? value) => value is null ? "" : $",\"{name}\":\"{value}\"";

    private static string Order(int number, string[]? charges = null, int[]? log = null, string? customer = null, string? user = null,
        long? completedAt = null, string? creditDue = null, string money = "70")
    {
        var lines = log?.Select(line =>
            $$"""{"at":{{1000 + line}},"kind":"verification","text":"line {{line}}","charge":"c_1","number":{{line}}}""");
        var whose = Field("user", user) + Field("customer", customer);
        return $$"""
            {"id":"{{Id(number)}}","merchant":"{{Merchant}}","status":"pending","createdAt":{{number}},
            "currency":"IRR","money":"{{money}}","terms":{"face":"crazyMiner"{{whose}}},"charges":[{{string.Join(',', charges ?? [])}}]
            {{(lines is null ? "" : $",\"log\":[{string.Join(',', lines)}]")}}
            {{(completedAt is null ? "" : $",\"completedAt\":{completedAt}")}}
            {{Field("creditDue", creditDue)}}}
            """;
    }

    private Task<int> WriteAsync(int number, string state, int? expected = null) =>
        Store.WriteAsync(StateTable.Orders, Id(number).GrainKey, Encoding.UTF8.GetBytes(state), expected);

    private Task<int> EntryAsync(string user, long sequence, string key, string amount) => Storage.Get<IDatabase>().WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO user_entries
                (merchant, user_id, currency, sequence, entry_key, kind, amount, from_account, to_account, available, held, made_at)
            VALUES (@Merchant, @user, 'IRR', @sequence, @key, 'credit', @amount, 'deposits', 'available', '0', '0', 5)
            """,
            new { Merchant, user, sequence, key, amount }, transaction));
}

public sealed class SqliteOrderChargeTests : OrderChargeTests;

public sealed class PostgresOrderChargeTests : OrderChargeTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}
