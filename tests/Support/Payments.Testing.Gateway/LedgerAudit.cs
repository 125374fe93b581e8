using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Payments.Testing.Gateway;

/// <summary>Looks at what is left in a database and was heard by shops, knowing the rules and nothing of how they are kept.</summary>
public static class LedgerAudit
{
    /// <summary>What is wrong, each in a sentence; empty where nothing is.</summary>
    /// <param name="connection">An open connection to the gateway's database, SQLite or PostgreSQL.</param>
    /// <param name="acknowledged">The order ids that the gateway answered with, by order number.</param>
    /// <param name="paid">What was paid on the chain, by order number.</param>
    /// <param name="shopOf">What the shop of an order number knows of it.</param>
    /// <param name="heard">What the shop heard.</param>
    public static IReadOnlyList<string> Violations(DbConnection connection, IReadOnlyDictionary<string, string> acknowledged,
        IReadOnlyDictionary<string, (string Transaction, UInt128 Units)> paid, Func<string, AuditedShop> shopOf, IReadOnlyCollection<ShopReceiver.Heard> heard)
    {
        var wrong = new List<string>();
        var stored = new Dictionary<string, string>();
        var counted = new List<string>();
        foreach (var row in Rows(connection, "SELECT substr(key, 5), state FROM orders"))
        {
            using var state = JsonDocument.Parse(row[1]);
            var number = state.RootElement.GetProperty("number").GetString()!;
            if (!stored.TryAdd(number, row[0])) wrong.Add($"{number} is stored twice.");
            if (!state.RootElement.TryGetProperty("transfers", out var transfers)) continue;
            foreach (var transfer in transfers.EnumerateArray().Select(counted => counted.GetProperty("transfer")))
                counted.Add($"{number} {transfer.GetProperty("transaction").GetString()} {transfer.GetProperty("units").GetString()}");
        }
        foreach (var (number, id) in acknowledged)
            if (!stored.TryGetValue(number, out var found) || found != id) wrong.Add($"{number} was acknowledged as {id} and is stored as {found ?? "nothing"}.");

        var due = paid.Select(pair => $"{pair.Key} {pair.Value.Transaction} {pair.Value.Units}").ToHashSet();
        wrong.AddRange(due.Except(counted).Select(transfer => $"The payment {transfer} is not counted."));
        wrong.AddRange(counted.GroupBy(transfer => transfer).Where(group => group.Count() > 1 || !due.Contains(group.Key)).Select(group => $"The payment {group.Key} counts {group.Count()} times."));
        Expect(0, "SELECT count(*) FROM unmatched_transfers", "transfers are unmatched");
        Expect(0, """
            SELECT count(*) FROM (SELECT reserved_units FROM orders WHERE reserved_units IS NOT NULL
                                  GROUP BY reserved_address, reserved_token, reserved_units HAVING count(*) > 1) AS twice
            """, "amounts are given twice");

        var contents = heard.GroupBy(request => request.Parameters["out_trade_no"]).ToDictionary(group => group.Key, group => group.Select(request => request.Body).Distinct().Count());
        wrong.AddRange(paid.Keys.Except(contents.Keys).Select(number => $"The shop was not told of {number}."));
        wrong.AddRange(contents.Keys.Except(paid.Keys).Select(number => $"The shop was told of {number}, which was not paid."));
        wrong.AddRange(contents.Where(pair => pair.Value > 1).Select(pair => $"The shop was told {pair.Value} different things of {pair.Key}."));
        foreach (var parameters in heard.Select(request => request.Parameters).Where(parameters => acknowledged.ContainsKey(parameters["out_trade_no"])))
            wrong.AddRange(WrongIn(parameters, acknowledged[parameters["out_trade_no"]], shopOf(parameters["out_trade_no"])));
        return wrong;

        void Expect(int count, string sql, string what)
        {
            var found = int.Parse(Rows(connection, sql).Single()[0], CultureInfo.InvariantCulture);
            if (found != count) wrong.Add($"{found} {what}, not {count}.");
        }
    }

    /// <summary>A callback as a shop judges it: whose it is, which order, how much, and whether the gateway signed it.</summary>
    private static IEnumerable<string> WrongIn(IReadOnlyDictionary<string, string> parameters, string id, AuditedShop shop)
    {
        var number = parameters["out_trade_no"];
        foreach (var (name, expected) in new[] { ("pid", shop.Pid.ToString(CultureInfo.InvariantCulture)), ("trade_no", id), ("money", shop.Money), ("trade_status", "TRADE_SUCCESS"), ("sign", EpayForm.Sign(parameters, shop.Secret)) })
            if (parameters.GetValueOrDefault(name) is var told && told != expected) yield return $"The callback of {number} says {name}={told ?? "nothing"}, not {expected}.";
    }

    private static List<string[]> Rows(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)!)]);
        return rows;
    }
}
