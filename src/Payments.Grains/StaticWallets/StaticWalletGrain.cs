using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts;
using Payments.Contracts.StaticWallets;
using Payments.Contracts.Users;
using Payments.Domain.Identity;
using Payments.Domain.StaticWallets;
using Payments.Domain.Users;
using Payments.Grains.Charges;
using Payments.Grains.Persistence;
using Payments.Providers.Common;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.StaticWallets;

/// <summary>
/// One end user's static wallets. The user's ledger is what makes a payment count once: its keys are unique in the database.
/// </summary>
/// <remarks>A payment is answered only after its credit is stored, so what a crash takes along is sent again by the provider.</remarks>
[GrainType("static-wallet")]
public sealed partial class StaticWalletGrain(
    [PersistentState(StateNames.StaticWallet, StorageNames.Default)] IPersistentState<Stored<UserStaticWallets>> stored,
    ProviderCatalog catalog,
    ProviderAccounts accounts,
    UserLedgers ledgers,
    DismissedDeposits dismissals,
    TimeProvider time,
    ILogger<StaticWalletGrain> logger) : Grain, IStaticWalletGrain
{
    /// <summary>The provider whose wallets these are: the only one that has any.</summary>
    private const string Provider = "cryptomus";

    private UserStaticWallets? committed;

    private string Key => this.GetPrimaryKeyString();

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        committed = stored.State.Value;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    /// <remarks>
    /// Who looks asks for a wallet next: an activation that ended at once would hand that call on, again and again where several look.
    /// </remarks>
    public Task<UserStaticWallets?> GetAsync() => Task.FromResult(committed);

    /// <inheritdoc />
    public async Task<StaticWalletResult> OpenAsync(OpenStaticWallet command)
    {
        var wallet = committed?.Find(command.Coin, command.Network);
        if (wallet is not null && wallet.Currency != command.Currency) return Result(StaticWalletOutcome.OtherCurrency, wallet);
        if (wallet is { Address: not null }) return Result(StaticWalletOutcome.Done, wallet);
        if (await accounts.FindAsync(command.Merchant, Provider) is not { } account) return Result(StaticWalletOutcome.NoAccount, null);
        if (wallet is null)
        {
            if (committed?.Wallets.Count >= StaticWalletRules.MostWallets) return Result(StaticWalletOutcome.TooMany, null);
            wallet = new StaticWallet
            {
                Coin = command.Coin,
                Network = command.Network,
                Currency = command.Currency,
                CreatedAt = time.GetUtcNow(),
            };
            await SaveAsync(committed ?? new UserStaticWallets { Merchant = command.Merchant, User = command.User }, wallet);
        }
        var reference = ReferenceOf(wallet);
        var order = new WalletOrder(
            reference, wallet.Coin, wallet.Network, $"{command.PublicUrl}/notify/{Provider}/{command.Merchant.Value}");
        var answer = await CallAsync((wallets, token) => wallets.OpenWalletAsync(account, order, token));
        if (answer is not { Outcome: ProviderOutcome.Done, Address: { } address, ProviderId: { } id }) return Failed(answer, wallet);
        wallet = StaticWalletRules.Opened(wallet, address, id);
        await SaveAsync(committed!, wallet);
        LogOpened(logger, reference, command.Merchant);
        return Result(StaticWalletOutcome.Done, wallet);
    }

    /// <inheritdoc />
    public async Task<StaticDepositOutcome> TakeAsync(StaticDeposit deposit, MerchantId? owner)
    {
        if (!StaticWalletKey.TryParse(deposit.Reference, out var key)) return Gone();
        if (committed?.Find(key.Coin, key.Network) is not { } wallet) return Gone();
        // A right signature by somebody else's account says nothing of this wallet.
        if (await accounts.FindAsync(committed.Merchant, Provider) is not { } account || account.Owner != owner) return Gone();
        var earlier = await dismissals.FindAsync(Key, deposit.Digest);
        var (credit, why) = StaticWalletRules.Judge(wallet, deposit, earlier);
        if (credit is { } amount) return await CreditAsync(wallet, deposit, amount);
        if (why is null)
        {
            var known = StaticWalletRules.Refreshed(wallet, deposit, $"the provider says that no money is there: {deposit.Word}");
            if (!ReferenceEquals(known, wallet)) await SaveAsync(committed, known);
            return StaticDepositOutcome.NoMoney;
        }
        // What was credited is not held because the wallet was blocked since.
        var isCredited = await ledgers.FindAsync(committed.Merchant, committed.User, deposit.EntryKey) is not null;
        return isCredited ? StaticDepositOutcome.Known : await HoldAsync(wallet, deposit, why, earlier);
    }

    /// <inheritdoc />
    public async Task<StaticWalletResult> BlockAsync(string coin, string network)
    {
        if (committed?.Find(coin, network) is not { Address: not null } wallet) return Result(StaticWalletOutcome.NotFound, null);
        if (wallet.BlockedAt is not null) return Result(StaticWalletOutcome.Done, wallet);
        if (await accounts.FindAsync(committed.Merchant, Provider) is not { } account) return Result(StaticWalletOutcome.NoAccount, wallet);
        var answer = await CallAsync((wallets, token) => wallets.BlockWalletAsync(account, ReferenceOf(wallet), token));
        if (answer.Outcome != ProviderOutcome.Done) return Failed(answer, wallet);
        wallet = StaticWalletRules.Blocked(wallet, time.GetUtcNow());
        await SaveAsync(committed, wallet);
        return Result(StaticWalletOutcome.Done, wallet);
    }

    /// <summary>Enters a payment into the user's ledger, and holds what is entered there no more.</summary>
    private async Task<UserResult> EnterAsync(StaticWallet wallet, StaticDeposit deposit, decimal amount, string? reason)
    {
        var ledger = GrainFactory.Find<IUserWalletGrain>(UserWalletKey.Of(committed!.Merchant, committed.User));
        var result = await ledger.CreditAsync(new UserCredit
        {
            Key = deposit.EntryKey,
            Currency = wallet.Currency,
            Amount = amount,
            Text = StaticWalletRules.TextOf(wallet, deposit, reason),
        });
        if (result.Entry is not null) await ReleaseAsync(wallet, deposit);
        return result;
    }

    private async Task ReleaseAsync(StaticWallet wallet, StaticDeposit deposit)
    {
        var next = StaticWalletRules.WithoutHeld(wallet, deposit);
        if (!ReferenceEquals(next, wallet)) await SaveAsync(committed!, next);
    }

    private async Task<StaticDepositOutcome> CreditAsync(StaticWallet wallet, StaticDeposit deposit, decimal amount)
    {
        var result = await EnterAsync(wallet, deposit, amount, reason: null);
        switch (result.Outcome)
        {
            case UserOutcome.Done or UserOutcome.Repeated:
                return result.Outcome == UserOutcome.Done ? StaticDepositOutcome.Credited : StaticDepositOutcome.Known;
            case UserOutcome.KeyTaken:
                LogOtherAmount(logger, deposit.Payment, deposit.Reference, result.Entry!.Amount, amount);
                return StaticDepositOutcome.Known;
            default:
                return await HoldAsync(wallet, deposit, $"the user's wallet does not take it: {result.Outcome}");
        }
    }

    private async Task<StaticDepositOutcome> HoldAsync(
        StaticWallet wallet, StaticDeposit deposit, string why, DismissedDeposit? earlier = null)
    {
        if (StaticWalletRules.WithHeld(wallet, deposit, why, time.GetUtcNow(), earlier) is not { } next)
        {
            LogFull(logger, deposit.Reference, deposit.Payment);
            return StaticDepositOutcome.Later;
        }
        if (ReferenceEquals(next, wallet)) return StaticDepositOutcome.Known;
        // Held once more, and known to have been dismissed: the provider's next word must not credit what a person decides about.
        if (StaticWalletRules.DismissedOf(wallet, deposit) is { } overtaken) await dismissals.KeepAsync(Key, [overtaken]);
        await SaveAsync(committed!, next);
        LogHeld(logger, deposit.Payment, deposit.Reference, why);
        return StaticDepositOutcome.Held;
    }

    private Task<WalletAnswer> CallAsync(Func<IKeepsWallets, CancellationToken, Task<WalletAnswer>> call) => ProviderCalls.WithinAsync(
        time, token => call((IKeepsWallets)catalog.Find(Provider)!, token),
        reason => new WalletAnswer(ProviderOutcome.Unknown, null, null, reason));

    private string ReferenceOf(StaticWallet wallet) =>
        new StaticWalletKey(StaticWalletKey.UserOf(Key), wallet.Coin, wallet.Network).Reference;

    private StaticDepositOutcome Gone()
    {
        if (committed is null) DeactivateOnIdle();
        return StaticDepositOutcome.NotFound;
    }

    private static StaticWalletResult Result(StaticWalletOutcome outcome, StaticWallet? wallet) =>
        new() { Outcome = outcome, Wallet = wallet };

    private static StaticWalletResult Failed(WalletAnswer answer, StaticWallet wallet) => new()
    {
        Outcome = answer.Outcome == ProviderOutcome.Refused ? StaticWalletOutcome.Refused : StaticWalletOutcome.Unknown,
        Wallet = wallet,
        Detail = answer.Reason,
    };

    private async Task SaveAsync(UserStaticWallets all, StaticWallet wallet)
    {
        var next = StaticWalletRules.With(all, wallet);
        await stored.SaveAsync(next, GrainContext);
        committed = next;
    }
}
