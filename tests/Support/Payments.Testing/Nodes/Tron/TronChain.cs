using System.Globalization;
using System.Text.Json.Nodes;

namespace Payments.Testing.Nodes.Tron;

/// <summary>A TRON chain on paper: blocks that link by real hashes, coins, and TRC-20 tokens with balances. Addresses are hex with 41.</summary>
public sealed class TronChain
{
    /// <summary>A token that the product is told of.</summary>
    public const string Token = "41a614f803b6fd780986a42c78ec9c7f77e6ded13c";

    /// <summary>Another contract that calls itself the same.</summary>
    public const string FakeToken = "41a614f803b6fd780986a42c78ec9c7f77e6ded13d";

    /// <summary>Who pays where a test does not care.</summary>
    public const string Payer = "4100000000000000000000000000000000000000aa";

    private const long FirstTime = 1_767_225_600_000;
    private const long FeeLimit = 100_000_000;

    private readonly Lock gate = new();
    private readonly List<TronBlockData> blocks = [];
    private readonly List<TronTransactionData> pending = [];
    private readonly TimeProvider? clock;
    private int branch;
    private long serial;

    /// <summary>A chain with its first block.</summary>
    /// <param name="clock">Gives the blocks their times; without one they are three seconds apart from the first day of 2026.</param>
    public TronChain(TimeProvider? clock = null)
    {
        this.clock = clock;
        blocks.Add(new TronBlockData(0, new string('0', 64), FirstTime, Witness(), []));
    }

    /// <summary>The newest block's number.</summary>
    public long Head
    {
        get
        {
            lock (gate) return blocks.Count - 1;
        }
    }

    /// <summary>How many blocks the solidified one is behind the newest.</summary>
    public int SolidLag { get; set; } = 19;

    /// <summary>The chain's number: the end of its first block's id.</summary>
    public long ChainNumber => long.Parse(blocks[0].Id.AsSpan(56), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>A block, or null.</summary>
    public TronBlockData? Block(long number)
    {
        lock (gate) return number >= 0 && number < blocks.Count ? blocks[(int)number] : null;
    }

    /// <summary>A transaction and its block, or null.</summary>
    public (TronBlockData Block, TronTransactionData Transaction)? Find(string id)
    {
        lock (gate)
            foreach (var block in Enumerable.Reverse(blocks))
                foreach (var transaction in block.Transactions)
                    if (transaction.Id == id) return (block, transaction);
        return null;
    }

    /// <summary>Coins, or a token's units, of an account.</summary>
    public Int128 Balance(string? token, string account)
    {
        lock (gate)
        {
            return blocks.SelectMany(block => block.Transactions).Where(transaction => transaction.Result == "SUCCESS")
                .SelectMany(transaction => transaction.Movements.Concat(transaction.Internal)).Where(movement => movement.Token == token)
                .Aggregate(Int128.Zero, (sum, movement) => sum + (movement.To == account ? (Int128)movement.Units : 0) - (movement.From == account ? (Int128)movement.Units : 0));
        }
    }

    /// <summary>A transfer of coins for the next block.</summary>
    public string SendCoins(string to, long sun, string from = Payer, string result = "SUCCESS") =>
        Add(TronCall.Coins(from, to, sun), null, result, [new TronMovement(null, from, to, (UInt128)sun)]);

    /// <summary>A TRC-10 transfer for the next block.</summary>
    public string SendAsset(string to, long amount) => Add(TronCall.Asset(Payer, to, "1002000", amount), null, "SUCCESS", []);

    /// <summary>A transfer of a token for the next block; a fee is named with the amount and does not arrive.</summary>
    public string SendToken(string to, UInt128 units, string token = Token, string from = Payer, string result = "SUCCESS", UInt128 fee = default) =>
        Add(TronCall.Trigger(from, token, TronCall.Data("transfer(address,uint256)", TronCall.Word(to), TronCall.Word(units + fee))), token, result, [new TronMovement(token, from, to, units)]);

    /// <summary>One transaction with several transfers of one token.</summary>
    public string Scatter(IReadOnlyList<(string To, UInt128 Units)> parts, string token = Token) =>
        Add(TronCall.Trigger(Payer, token, TronCall.Data("scatter()")), token, "SUCCESS", [.. parts.Select(part => new TronMovement(token, Payer, part.To, part.Units))]);

    /// <summary>A contract that sends coins on.</summary>
    public string SendCoinsFromContract(string to, long sun) =>
        Add(TronCall.Trigger(Payer, FakeToken, TronCall.Data("withdraw()")), FakeToken, "SUCCESS", [], [new TronMovement(null, FakeToken, to, (UInt128)sun)]);

    /// <summary>Takes a transaction as it was broadcast.</summary>
    public void Accept(TronTransactionData transaction)
    {
        lock (gate) pending.Add(transaction);
    }

    /// <summary>The raw data of a call that refers to the newest block.</summary>
    public (JsonObject Json, string Hex, string Id) Prepare(TronCall call, long feeLimit)
    {
        lock (gate)
        {
            var newest = blocks[^1];
            return call.Raw(newest.Id[12..16], newest.Id[16..32], newest.Timestamp + ++serial, feeLimit);
        }
    }

    /// <summary>Makes blocks; the first takes what is pending.</summary>
    public void Mine(int count = 1)
    {
        lock (gate)
        {
            for (var i = 0; i < count; i++)
            {
                TronTransactionData[] transactions = [.. pending];
                pending.Clear();
                var time = clock?.GetUtcNow().ToUnixTimeMilliseconds() ?? FirstTime + (blocks.Count * 3000);
                blocks.Add(new TronBlockData(blocks.Count, blocks[^1].Id, time, Witness(), transactions));
            }
        }
    }

    /// <summary>Takes the newest blocks back; those that follow are of another producer.</summary>
    public void Drop(int depth)
    {
        lock (gate)
        {
            blocks.RemoveRange(blocks.Count - depth, depth);
            branch++;
        }
    }

    private string Add(TronCall call, string? contract, string result, TronMovement[] movements, TronMovement[]? inner = null)
    {
        var raw = Prepare(call, contract is null ? 0 : FeeLimit);
        Accept(new TronTransactionData { Id = raw.Id, Raw = raw.Json, RawHex = raw.Hex, Signatures = [new string('6', 130)], Contract = contract, Result = result, Movements = movements, Internal = inner ?? [] });
        return raw.Id;
    }

    private string Witness() => "41" + branch.ToString("x40", CultureInfo.InvariantCulture);
}
