using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Payments.Testing.Nodes.Solana;

/// <summary>An account: lamports, and for a token account what it has of which token and for whom.</summary>
public sealed record SolanaAccount(ulong Lamports, string? Mint = null, string? Owner = null, ulong Units = 0);

/// <summary>All accounts at one moment, and what programs do to them.</summary>
public sealed record SolanaLedger(ImmutableDictionary<string, SolanaAccount> Accounts)
{
    /// <summary>The programs that run.</summary>
    public const string System = "11111111111111111111111111111111", Token = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA",
        AssociatedToken = "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL";

    /// <summary>A program of somebody's own that sends coins on.</summary>
    public const string Vault = "Vau1t6sLNxnzB7ZDsef8TLbPLfyZMYXH8WTNqUdm9g8";

    private const ulong TokenAccountRent = 2_039_280;

    /// <summary>An account; one that nobody has used has nothing.</summary>
    public SolanaAccount this[string address] => Accounts.GetValueOrDefault(address) ?? new SolanaAccount(0);

    /// <summary>The ledger with an account changed.</summary>
    public SolanaLedger With(string address, SolanaAccount account) => new(Accounts.SetItem(address, account));

    /// <summary>The ledger after all instructions of a message, or null where one failed.</summary>
    public SolanaLedger? Run(SolanaMessage message)
    {
        var ledger = this;
        var accounts = message.Accounts;
        foreach (var instruction in message.Instructions)
            if (ledger.Run(accounts[instruction.Program], [.. instruction.Accounts.Select(place => accounts[place])], instruction.Data) is { } next) ledger = next;
            else return null;
        return ledger;
    }

    private SolanaLedger? Run(string program, string[] accounts, byte[] data) => program switch
    {
        // Transfer; other calls of this program are of no concern here.
        System when data[0] == 2 => Move(accounts[0], accounts[1], BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan(4))),
        Vault => Move(accounts[0], accounts[1], BinaryPrimitives.ReadUInt64LittleEndian(data)),
        Token when data[0] == 3 => MoveToken(accounts[0], accounts[1], BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan(1)), 0),
        Token when data[0] == 12 => MoveToken(accounts[0], accounts[2], BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan(1)), 0),
        // A checked transfer of a token that keeps a fee, as Token-2022 numbers it.
        Token when data[0] == 26 => MoveToken(accounts[0], accounts[2], BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan(2)), BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan(11))),
        AssociatedToken => this[accounts[1]].Mint is not null ? this
            : Move(accounts[0], accounts[1], TokenAccountRent) is { } paid ? paid.With(accounts[1], new SolanaAccount(TokenAccountRent, accounts[3], accounts[2])) : null,
        _ => this,
    };

    private SolanaLedger? Move(string from, string to, ulong lamports)
    {
        if (this[from].Lamports < lamports) return null;
        var less = With(from, this[from] with { Lamports = this[from].Lamports - lamports });
        return less.With(to, less[to] with { Lamports = less[to].Lamports + lamports });
    }

    private SolanaLedger? MoveToken(string from, string to, ulong units, ulong fee)
    {
        var (source, target) = (this[from], this[to]);
        if (source.Units < units || source.Mint is null || source.Mint != target.Mint) return null;
        var less = With(from, source with { Units = source.Units - units });
        return less.With(to, less[to] with { Units = less[to].Units + units - fee });
    }
}
