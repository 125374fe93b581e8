using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Merchants;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Wallets;

/// <summary>
/// A shop's receiving wallets. A new one is shown with its first addresses and a quote before it is stored. Every change asks for the
/// second factor again.
/// </summary>
internal sealed class WalletPages(
    ChainCatalog chains, WalletQuotes quotes, OrderQueries orders, ConsoleProof proof, IOptions<MerchantOptions> options, TimeProvider time)
{
    private const string Path = "/wallets";

    /// <summary>Amounts held at an address that are counted; more are many.</summary>
    private const int CountLimit = 999;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, call => ListAsync(call));
        routes.MapShop("POST", Path + "/check", ShopAction.ChangeWallets, CheckAsync);
        routes.MapShop("POST", Path, ShopAction.ChangeWallets, AddAsync, GuardedChange.ReceivingAddress);
        routes.MapShop("GET", Path + "/{wallet}", ShopAction.Look, async call => await ShowAsync(call, Find(call)));
        routes.MapShop("POST", Path + "/{wallet}", ShopAction.ChangeWallets, ChangeAsync, GuardedChange.ReceivingAddress);
        routes.MapShop("POST", Path + "/{wallet}/remove", ShopAction.ChangeWallets, RemoveAsync, GuardedChange.ReceivingAddress);
    }

    private async Task<IResult> ListAsync(ConsoleCall call, InputException? wrong = null)
    {
        var rows = new List<WalletRow>();
        foreach (var wallet in call.Shop.Wallets) rows.Add(new WalletRow(wallet, Display(wallet), await HeldAsync(wallet)));
        return call.Page<WalletsPage>(new()
        {
            [nameof(WalletsPage.Rows)] = rows,
            [nameof(WalletsPage.Coins)] = chains.On.SelectMany(chain => chain.Tokens.Keys.Select(token => (
                $"{token}@{chain.Chain.Value}", $"{token} · {chains.NameOf(chain.Chain)}"))).ToArray(),
            [nameof(WalletsPage.Typed)] = wrong is null ? null : (Func<string, string?>)call.Form.Given,
            [nameof(WalletsPage.Wrong)] = wrong?.Message,
        }, wrong?.Status ?? StatusCodes.Status200OK);
    }

    private async Task<string> HeldAsync(Wallet wallet)
    {
        if (wallet.Address is not { } address) return "–";
        var count = await orders.CountHoldingAsync(wallet.Chain, address, wallet.Token, CountLimit + 1);
        return count > CountLimit ? $"{CountLimit}+" : count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<IResult> CheckAsync(ConsoleCall call)
    {
        try
        {
            return await ShowCheckAsync(call, WalletForm.New(call.Form, chains));
        }
        catch (InputException refusal)
        {
            return await ListAsync(call, refusal);
        }
    }

    private async Task<IResult> ShowCheckAsync(
        ConsoleCall call, SaveWallet command, string? wrong = null, int status = StatusCodes.Status200OK)
    {
        var wallet = command.ToWallet(time.GetUtcNow());
        var waits = options.Value.WalletDelay > TimeSpan.Zero && (call.Shop.Wallets.Count > 0 || call.Shop.FirstWalletAt is not null);
        return call.Page<WalletCheckPage>(new()
        {
            [nameof(WalletCheckPage.Wallet)] = wallet,
            [nameof(WalletCheckPage.Address)] = Display(wallet),
            [nameof(WalletCheckPage.Derived)] = DerivedOf(wallet),
            [nameof(WalletCheckPage.Quote)] = await quotes.TryAsync(wallet),
            [nameof(WalletCheckPage.Fields)] = WalletForm.Fields.Select(name => (name, call.Form[name])).ToArray(),
            [nameof(WalletCheckPage.From)] = waits ? time.GetUtcNow() + options.Value.WalletDelay : null,
            [nameof(WalletCheckPage.Wrong)] = wrong,
        }, wrong is null || status != StatusCodes.Status200OK ? status : StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> AddAsync(ConsoleCall call)
    {
        SaveWallet command;
        try
        {
            command = WalletForm.New(call.Form, chains);
        }
        catch (InputException refusal)
        {
            return await ListAsync(call, refusal);
        }
        if (await proof.WhyNotChangeAsync(call) is { } wrong) return await ShowCheckAsync(call, command, wrong);
        var result = await call.Merchant.AddWalletAsync(command);
        if (result.Outcome == WalletOutcome.Saved) return ConsoleCall.Go(PathOf(call, result.Wallet!), ConsoleNotice.WalletSaved);
        var (status, error) = ApiErrors.Of(result.Outcome, WalletRequest.Place(command.ExtendedKey), result.Detail);
        return await ShowCheckAsync(call, command, error, status);
    }

    private async Task<IResult> ShowAsync(ConsoleCall call, Wallet wallet, string? wrong = null, int status = StatusCodes.Status200OK) =>
        call.Page<WalletPage>(new()
        {
            [nameof(WalletPage.Wallet)] = wallet,
            [nameof(WalletPage.Address)] = Display(wallet),
            [nameof(WalletPage.Derived)] = DerivedOf(wallet),
            [nameof(WalletPage.Quote)] = await quotes.TryAsync(wallet),
            [nameof(WalletPage.Wrong)] = wrong,
        }, status);

    private async Task<IResult> ChangeAsync(ConsoleCall call)
    {
        var wallet = Find(call);
        SaveWallet command;
        try
        {
            command = WalletForm.Changed(call.Form, wallet, chains);
        }
        catch (InputException refusal)
        {
            return await ShowAsync(call, wallet, refusal.Message, refusal.Status);
        }
        if (await proof.WhyNotChangeAsync(call) is { } wrong) return await ShowAsync(call, wallet, wrong, StatusCodes.Status400BadRequest);
        var result = await call.Merchant.UpdateWalletAsync(wallet.Id, command);
        if (result.Outcome == WalletOutcome.Saved) return ConsoleCall.Go(PathOf(call, wallet), ConsoleNotice.WalletSaved);
        var (status, error) = ApiErrors.Of(result.Outcome, WalletRequest.Place(wallet.ExtendedKey), result.Detail);
        return await ShowAsync(call, wallet, error, status);
    }

    private async Task<IResult> RemoveAsync(ConsoleCall call)
    {
        var wallet = Find(call);
        if (await proof.WhyNotChangeAsync(call) is { } wrong) return await ShowAsync(call, wallet, wrong, StatusCodes.Status400BadRequest);
        await call.Merchant.RemoveWalletAsync(wallet.Id);
        return ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.WalletRemoved);
    }

    private static Wallet Find(ConsoleCall call) => call.Shop.Wallets.FirstOrDefault(wallet => wallet.Id == call.Route("wallet"))
        ?? throw new InputException("wallet", "no such wallet", StatusCodes.Status404NotFound);

    private static string PathOf(ConsoleCall call, Wallet wallet) => call.PathOf($"{Path}/{wallet.Id}");

    private string Display(Wallet wallet) =>
        wallet.Address is { } address ? chains.Display(wallet.Chain, address) : wallet.ExtendedKey!.Text;

    private IReadOnlyList<(string Path, string Address)> DerivedOf(Wallet wallet) =>
        wallet.ExtendedKey is { } key && chains.ReadKey(wallet.Chain, key.Text, key.ScriptType).Key is { } account
            ? [.. DerivedView.FirstOf(account, chains, DerivedView.Usual).Select(derived => (derived.Path, derived.Address))]
            : [];
}

/// <summary>A wallet in the list.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Address">Its address or extended key as people write it.</param>
/// <param name="Held">How many amounts orders hold at its address.</param>
public sealed record WalletRow(Wallet Wallet, string Address, string Held);
