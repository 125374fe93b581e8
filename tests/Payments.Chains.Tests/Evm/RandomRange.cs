using System.Globalization;
using System.Text;
using Payments.Chains.Tests.Nodes;
using Payments.Chains.Tokens;

namespace Payments.Chains.Tests.Evm;

/// <summary>The answers of a node to a question for a range, made up from a seed: fields and answers in any order, and now and then something that is wrong, missing, repeated or cut off.</summary>
internal sealed class RandomRange
{
    /// <summary>The first block of every range.</summary>
    public const int First = 7;

    /// <summary>The token's contract.</summary>
    public static readonly string Token = KnownChains.Evm[0].Tokens["USDT"].Contract!;

    /// <summary>The event that is asked for.</summary>
    public const string TransferTopic = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    /// <summary>An event of the same shape, <c>Approval(address,address,uint256)</c>.</summary>
    public const string ApprovalTopic = "0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925";

    /// <summary>What a field is replaced by.</summary>
    private static readonly string[] Oddities =
    [
        "null", "true", "false", "5", "\"\"", "\"0x\"", "\"0x7\"", "\"0xzz\"", "\"0X7\"", "\"\\u0030x7\"", "[]", "{}", "[[\"0x7\"],{\"to\":\"0x7\"}]", "{\"result\":[]}",
        $"\"{FakeChain.Hash(7, "other")}\"", $"\"0x{new string('F', 64)}\"", $"\"0x{new string('0', 31)}1{new string('0', 32)}\"",
    ];

    private readonly Random random;
    private readonly int oddOneIn;
    private readonly List<string> logs = [];

    public RandomRange(int seed)
    {
        random = new Random(seed);
        oddOneIn = random.Next(3) == 0 ? 60 : int.MaxValue;
        Blocks = random.Next(1, 4);
        string[] blocks = [.. Enumerable.Range(First, Blocks).Select(Block)];
        string[] answers = [.. blocks.Append($"[{string.Join(',', Shuffled(logs))}]").Select(Answer)];
        var text = $"[{string.Join(',', Shuffled(answers))}]";
        Text = random.Next(6) == 0 ? text[..random.Next(text.Length)] : text;
    }

    /// <summary>How many blocks were asked for. One more question is for their logs.</summary>
    public int Blocks { get; }

    /// <summary>The body.</summary>
    public string Text { get; }

    /// <summary>An account; the first three are watched.</summary>
    public static string Account(int number) => "0x" + (0xabc0 + number).ToString("x40", CultureInfo.InvariantCulture);

    private string Answer(string result, int id) => random.Next(oddOneIn) == 1
        ? Object(("jsonrpc", "\"2.0\""), ("id", $"{id}"), ("error", "{\"code\":-32005,\"message\":\"limit\"}"))
        : Object(("jsonrpc", "\"2.0\""), ("id", $"{id}"), ("result", result), ("error", "null"));

    private string Block(int number)
    {
        string[] transactions = [.. Enumerable.Range(0, random.Next(5)).Select(place => Transaction(number, place))];
        return Object(("number", Quantity(number)), ("hash", Hash(number, "block")), ("parentHash", Hash(number - 1, "block")), ("timestamp", "\"0x6a000000\""),
            ("miner", Text20(9)), ("uncles", "[]"), ("withdrawals", Object(("address", Text20(0)), ("number", "\"0x1\""))), ("transactions", $"[{string.Join(',', transactions)}]"));
    }

    private string Transaction(int block, int place)
    {
        var hash = Hash((block * 1000) + place, "transaction");
        for (var i = random.Next(3); i > 0; i--) logs.Add(Log(block, hash));
        if (logs.Count > 0 && random.Next(10) == 0) logs.Add(logs[^1]);
        return Object(("hash", hash), ("from", Text20(random.Next(6))), ("to", random.Next(5) == 0 ? "null" : Text20(random.Next(6))), ("value", $"\"0x{(ulong)random.Next(3):x}\""),
            ("input", "\"0x\""), ("accessList", $"[{Object(("address", Text20(0)), ("storageKeys", "[]"))}]"));
    }

    private string Log(int block, string transaction)
    {
        var topics = Enumerable.Range(0, random.Next(8) == 0 ? random.Next(5) : 3).Select(i => i == 0 ? $"\"{(random.Next(9) == 0 ? ApprovalTopic : TransferTopic)}\"" : $"\"0x{new string('0', 24)}{Account(random.Next(6))[2..]}\"");
        var contract = random.Next(4) == 0 ? Account(77) : random.Next(2) == 0 ? Token : "0x" + Token[2..].ToUpperInvariant();
        return Object(("address", $"\"{contract}\""), ("topics", $"[{string.Join(',', topics)}]"), ("data", $"\"0x{((UInt128)random.Next(3)).ToString("x64", CultureInfo.InvariantCulture)}\""),
            ("blockNumber", Quantity(block)), ("blockHash", Hash(block, "block")), ("transactionHash", transaction), ("transactionIndex", "\"0x0\""), ("logIndex", Quantity(logs.Count)), ("removed", "false"));
    }

    private string Hash(int number, string salt)
    {
        var hash = FakeChain.Hash(number, salt);
        return random.Next(8) == 0 ? $"\"0x{hash[2..].ToUpperInvariant()}\"" : $"\"{hash}\"";
    }

    private static string Quantity(int number) => $"\"{FakeChain.Quantity(number)}\"";

    private static string Text20(int account) => $"\"{Account(account)}\"";

    /// <summary>An object with its fields in any order, some of them odd.</summary>
    private string Object(params (string Name, string Json)[] fields)
    {
        var text = new StringBuilder("{");
        foreach (var (name, json) in Shuffled(fields))
        {
            var odd = random.Next(oddOneIn) == 1 ? random.Next(4) : -1;
            if (odd == 0) continue;
            // The last of two counts.
            if (odd == 1) Append(text, name, Odd());
            Append(text, random.Next(50) == 0 ? $"\\u{(int)name[0]:x4}{name[1..]}" : name, odd == 2 ? Odd() : json);
            if (odd == 3) Append(text, name, Odd());
        }
        return text.Append('}').ToString();
    }

    private string Odd() => Oddities[random.Next(Oddities.Length)];

    private static void Append(StringBuilder text, string name, string json) => text.Append(text.Length > 1 ? "," : "").Append('"').Append(name).Append("\": ").Append(json);

    private T[] Shuffled<T>(IEnumerable<T> items) => [.. items.OrderBy(_ => random.Next())];
}
