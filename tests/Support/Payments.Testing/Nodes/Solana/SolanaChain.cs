using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NBitcoin.DataEncoders;

namespace Payments.Testing.Nodes.Solana;

/// <summary>Money that a test moves.</summary>
/// <param name="Mint">The token, or null for coins.</param>
/// <param name="To">The receiving wallet.</param>
/// <param name="Units">What arrives.</param>
public sealed record SolanaPart(string? Mint, string To, ulong Units)
{
    /// <summary>Which of the wallet's accounts for the token receives.</summary>
    public int Account { get; init; }

    /// <summary>What the token keeps for itself.</summary>
    public ulong Fee { get; init; }

    /// <summary>The wallet that sends.</summary>
    public string From { get; init; } = SolanaChain.Payer;

    /// <summary>Whether a program of somebody's own sends coins on.</summary>
    public bool IsInner { get; init; }
}

/// <summary>A Solana chain on paper: slots with and without blocks, accounts, coins and tokens.</summary>
public sealed class SolanaChain
{
    /// <summary>USDT.</summary>
    public const string Token = "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB";

    private const long FirstTime = 1_767_225_600;
    private const ulong Plenty = 1_000_000_000_000_000_000;

    private readonly Lock gate = new();
    private readonly List<SolanaBlockData?> slots = [];
    private readonly List<(string Signature, SolanaMessage Message, bool Failed)> pending = [];
    private readonly TimeProvider? clock;
    private int branch;
    private long serial;

    /// <summary>A chain with its first block.</summary>
    /// <param name="clock">Gives the blocks their times; without one they are 0.4 seconds apart from the first day of 2026.</param>
    public SolanaChain(TimeProvider? clock = null)
    {
        this.clock = clock;
        var accounts = ImmutableDictionary<string, SolanaAccount>.Empty.Add(Payer, new SolanaAccount(Plenty));
        foreach (var mint in (string[])[Token, FakeToken]) accounts = accounts.Add(TokenAccount(Payer, mint), new SolanaAccount(2_039_280, mint, Payer, Plenty));
        slots.Add(new SolanaBlockData(0, Hash("genesis"), null, 0, Time(0), [], new SolanaLedger(accounts)));
    }

    /// <summary>Who pays where a test does not care.</summary>
    public static string Payer { get; } = Address("payer");

    /// <summary>Who makes the blocks.</summary>
    public static string Leader { get; } = Address("leader");

    /// <summary>Another token that calls itself the same.</summary>
    public static string FakeToken { get; } = Address("fake token");

    /// <summary>How many slots the finalized one is behind the newest.</summary>
    public int FinalLag { get; set; } = 31;

    /// <summary>The newest slot with a block.</summary>
    public SolanaBlockData Newest => UpTo(long.MaxValue);

    /// <summary>The chain's number: the beginning of its first block's hash.</summary>
    public long ChainNumber => BinaryPrimitives.ReadUInt32BigEndian(Encoders.Base58.DecodeData(Block(0)!.Hash));

    /// <summary>A block, or null where the slot was skipped or has not come.</summary>
    public SolanaBlockData? Block(long slot)
    {
        lock (gate) return slot >= 0 && slot < slots.Count ? slots[(int)slot] : null;
    }

    /// <summary>The newest block that is not newer than a slot.</summary>
    public SolanaBlockData UpTo(long slot)
    {
        lock (gate)
        {
            var at = (int)Math.Min(slot, slots.Count - 1);
            while (slots[at] is null) at--;
            return slots[at]!;
        }
    }

    /// <summary>A transaction and its block, or null.</summary>
    public (SolanaBlockData Block, SolanaTransactionData Transaction)? Find(string signature)
    {
        lock (gate)
            foreach (var block in slots.OfType<SolanaBlockData>().Reverse())
                foreach (var transaction in block.Transactions)
                    if (transaction.Signature == signature) return (block, transaction);
        return null;
    }

    /// <summary>A transaction for the next block that moves money in one or several parts; the accounts that receive exist or are made.</summary>
    /// <param name="parts">What moves.</param>
    /// <param name="failed">Whether it fails.</param>
    /// <param name="versioned">Whether its accounts come from a look-up table.</param>
    /// <param name="references">Keys that the last instruction names beside its own, as Solana Pay has it.</param>
    public string Send(IReadOnlyList<SolanaPart> parts, bool failed = false, bool versioned = false, params IReadOnlyList<string> references)
    {
        var signers = parts.Select(part => part.From).Distinct().ToArray();
        string[] others = [.. parts.SelectMany(part => part.Mint is null ? new[] { part.To } : [TokenAccount(part.From, part.Mint), TokenAccount(part.To, part.Mint, part.Account)]).Distinct().Except(signers)];
        string[] read = [.. parts.SelectMany(part => part.Mint is null ? [] : new[] { part.To, part.Mint }).Append(SolanaLedger.System).Append(SolanaLedger.Token).Append(SolanaLedger.AssociatedToken).Append(SolanaLedger.Vault).Concat(references)
            .Distinct().Except(signers).Except(others)];
        string[] keys = versioned ? [.. signers, .. read] : [.. signers, .. others, .. read];
        string[] all = versioned ? [.. keys, .. others] : keys;
        int At(string key) => Array.IndexOf(all, key);
        SolanaInstruction Make(SolanaPart part) => new(At(SolanaLedger.AssociatedToken), [0, At(TokenAccount(part.To, part.Mint!, part.Account)), At(part.To), At(part.Mint!), At(SolanaLedger.System), At(SolanaLedger.Token)], [1]);
        SolanaInstruction Named(SolanaInstruction call) => call with { Accounts = [.. call.Accounts, .. references.Select(At)] };
        SolanaInstruction Move(SolanaPart part)
        {
            var units = SolanaMessage.Number(part.Units + part.Fee);
            if (part.Mint is null)
                return part.IsInner ? new(At(SolanaLedger.Vault), [At(part.From), At(part.To)], units) : new(At(SolanaLedger.System), [At(part.From), At(part.To)], [2, 0, 0, 0, .. units]);
            int[] accounts = [At(TokenAccount(part.From, part.Mint)), At(part.Mint), At(TokenAccount(part.To, part.Mint, part.Account)), At(part.From)];
            return new(At(SolanaLedger.Token), accounts, part.Fee == 0 ? [12, .. units, 6] : [26, 1, .. units, 6, .. SolanaMessage.Number(part.Fee)]);
        }
        lock (gate)
        {
            var signature = Encoders.Base58.EncodeData(SHA512.HashData(Encoding.ASCII.GetBytes($"signature {branch} {++serial}")));
            var message = new SolanaMessage
            {
                Signers = signers.Length,
                ReadOnlyOthers = read.Length,
                Keys = keys,
                Loaded = versioned ? others : [],
                IsVersioned = versioned,
                Blockhash = Newest.Hash,
                Instructions = [.. parts.Where(part => part.Mint is not null).Select(Make), .. parts.SkipLast(1).Select(Move), .. parts.TakeLast(1).Select(Move).Select(Named)],
            };
            pending.Add((signature, message, failed));
            return signature;
        }
    }

    /// <summary>Takes a transaction as it was broadcast.</summary>
    public void Accept(string signature, SolanaMessage message)
    {
        lock (gate) pending.Add((signature, message, false));
    }

    /// <summary>Gives somebody coins and tokens from nowhere, from the newest block on.</summary>
    public void Fund(string owner, string account, ulong lamports, ulong units)
    {
        lock (gate)
        {
            var at = slots.Count - 1;
            while (slots[at] is null) at--;
            var block = slots[at]!;
            slots[at] = block with { Ledger = block.Ledger.With(owner, new SolanaAccount(lamports)).With(account, new SolanaAccount(2_039_280, Token, owner, units)) };
        }
    }

    /// <summary>Makes a block of what is pending.</summary>
    public void Mine()
    {
        lock (gate)
        {
            var (parent, ledger, slot) = (Newest, Newest.Ledger, slots.Count);
            var transactions = new List<SolanaTransactionData>();
            foreach (var (signature, message, mustFail) in pending)
            {
                var payer = message.Keys[0];
                var paid = ledger.With(payer, ledger[payer] with { Lamports = ledger[payer].Lamports - (SolanaTransactionData.SignatureFee * (ulong)message.Signers) });
                var after = mustFail ? null : paid.Run(message);
                transactions.Add(new SolanaTransactionData(signature, message, ledger, after ?? paid, after is null));
                ledger = after ?? paid;
            }
            pending.Clear();
            slots.Add(new SolanaBlockData(slot, Hash($"{slot} {parent.Hash} {branch} {transactions.Count}"), parent, parent.Height + 1, Time(slot), transactions, ledger));
        }
    }

    /// <summary>Lets a slot pass without a block.</summary>
    public void Skip()
    {
        lock (gate) slots.Add(null);
    }

    /// <summary>Takes the newest slots away; what is mined next is another branch.</summary>
    public void Drop(int count)
    {
        lock (gate)
        {
            slots.RemoveRange(slots.Count - count, count);
            branch++;
        }
    }

    /// <summary>One of a wallet's accounts for a token, at an address of the simulator's own.</summary>
    public static string TokenAccount(string owner, string mint, int number = 0) => Address($"account {owner} {mint} {number}");

    /// <summary>Some address.</summary>
    public static string Address(string name) => Hash(name);

    private static string Hash(string text) => Encoders.Base58.EncodeData(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private long Time(long slot) => clock?.GetUtcNow().ToUnixTimeSeconds() ?? FirstTime + (slot * 2 / 5);
}
