using System.Text;
using Payments.Chains.Nodes;
using Payments.Domain.Tokens;

namespace Payments.Chains.Solana;

/// <summary>Tells payments from what a transaction's accounts had before and after it: whatever programs did in between, this is what arrived.</summary>
/// <remarks>Each account that gained is a payment of its own. Where a wallet lost some from one of its accounts in the same transaction, only what it has more in all is one.</remarks>
internal readonly ref struct SolanaBalances(ReadOnlySpan<byte> answer, Place signature, List<Place> keys, List<SolanaPayment> found)
{
    private readonly ReadOnlySpan<byte> answer = answer;

    /// <summary>Adds coins that watched wallets gained.</summary>
    public void AddCoins(TokenInfo coin, NumberList listBefore, NumberList listAfter, SolanaAddressSet watched)
    {
        var (before, after) = (listBefore.ToArray(answer), listAfter.ToArray(answer));
        var sender = 0;
        for (var i = 1; i < keys.Count; i++)
            if (Lost(before[i], after[i]) > Lost(before[sender], after[sender])) sender = i;
        for (var i = 0; i < keys.Count; i++)
            if (after[i] > before[i] && watched.Contains(keys[i].Of(answer))) Add(i, coin, after[i] - before[i], keys[sender], keys[i]);
    }

    /// <summary>Adds tokens that watched wallets gained.</summary>
    public void AddTokens(SolanaMints mints, List<TokenBalance> before, List<TokenBalance> after, SolanaAddressSet watched)
    {
        for (var i = 0; i < after.Count; i++)
        {
            if (!watched.Contains(after[i].Owner.Of(answer)) || IsEarlier(after, i)) continue;
            AddTokensOf(mints[after[i].Mint], after[i], before, after);
        }
    }

    private void AddTokensOf(TokenInfo token, TokenBalance wallet, List<TokenBalance> before, List<TokenBalance> after)
    {
        Int128 net = 0;
        var (lost, first) = (false, -1);
        foreach (var one in before)
        {
            if (!IsSame(one, wallet)) continue;
            net -= one.Units;
            lost |= one.Units > UnitsOf(after, one);
        }
        foreach (var one in after)
        {
            if (!IsSame(one, wallet)) continue;
            net += one.Units;
            if (one.Units > UnitsOf(before, one) && (first < 0 || one.Account < first)) first = one.Account;
        }
        if (net <= 0) return;
        var sender = Sender(wallet, before, after);
        if (lost) Add(first, token, (UInt128)net, sender, wallet.Owner);
        else
            foreach (var one in after)
                if (IsSame(one, wallet) && UnitsOf(before, one) is var had && one.Units > had) Add(one.Account, token, one.Units - had, sender, wallet.Owner);
    }

    /// <summary>The other wallet that lost most of the token, or who paid the transaction's fee where none did, as when the token was made.</summary>
    private Place Sender(TokenBalance wallet, List<TokenBalance> before, List<TokenBalance> after)
    {
        var (sender, most) = (keys[0], 0UL);
        foreach (var one in before)
        {
            if (one.Mint != wallet.Mint || IsSame(one, wallet)) continue;
            var lost = Lost(one.Units, UnitsOf(after, one));
            if (lost > most) (sender, most) = (one.Owner, lost);
        }
        return sender;
    }

    /// <summary>What the same account of the same wallet has in the other list.</summary>
    private ulong UnitsOf(List<TokenBalance> list, TokenBalance account)
    {
        foreach (var one in list)
            if (one.Account == account.Account && IsSame(one, account)) return one.Units;
        return 0;
    }

    private bool IsEarlier(List<TokenBalance> list, int position)
    {
        for (var i = 0; i < position; i++)
            if (IsSame(list[i], list[position])) return true;
        return false;
    }

    private bool IsSame(TokenBalance one, TokenBalance other) => one.Mint == other.Mint && one.Owner.Of(answer).SequenceEqual(other.Owner.Of(answer));

    private static ulong Lost(ulong before, ulong after) => before > after ? before - after : 0;

    private void Add(int account, TokenInfo token, UInt128 units, Place from, Place to) =>
        found.Add(new SolanaPayment(Text(signature), account, token, units, Text(from), Text(to)));

    private string Text(Place place) => Encoding.ASCII.GetString(place.Of(answer));
}
