using Microsoft.AspNetCore.Http;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Merchants;

namespace Payments.Http.Console.Keys;

/// <summary>
/// What a shop's form asks for, and the shop's API keys, by the rules of the API. Keys and secrets are shown in the answer that makes them
/// and in no other. Every change asks for the second factor again.
/// </summary>
internal sealed class KeyPages(ConsoleProof proof)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = "/keys";

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.SeeKeys, call => Task.FromResult(Show(call, call.InShop!.Access)));
        routes.MapShop("POST", Path, ShopAction.ChangeKeys, AddAsync, GuardedChange.Keys);
        routes.MapShop("POST", Path + "/secret", ShopAction.ChangeKeys, RotateAsync, GuardedChange.Endpoint);
        routes.MapShop("POST", Path + "/{key}/roll", ShopAction.ChangeKeys, RollAsync, GuardedChange.Keys);
        routes.MapShop("POST", Path + "/{key}/remove", ShopAction.ChangeKeys, RemoveAsync, GuardedChange.Keys);
    }

    private static IResult Show(
        ConsoleCall call, MerchantAccess access, string? wrong = null, ShownSecret? made = null, int status = StatusCodes.Status200OK) =>
        call.Page<KeysPage>(new()
        {
            [nameof(KeysPage.Access)] = access,
            [nameof(KeysPage.Made)] = made,
            [nameof(KeysPage.Typed)] = wrong is null ? null : (Func<string, string?>)call.Form.Given,
            [nameof(KeysPage.Chosen)] = wrong is null ? null : call.Form.List("scopes"),
            [nameof(KeysPage.Wrong)] = wrong,
        }, status);

    private Task<IResult> AddAsync(ConsoleCall call) => ChangeAsync(call, () =>
    {
        var command = KeyRequest.New(call.Form.Body(["name"], [], "scopes", "networks"));
        return () => call.Merchant.AddKeyAsync(command, keyHash: null, call.Me.Person.Id);
    });

    private Task<IResult> RollAsync(ConsoleCall call) => ChangeAsync(call, () =>
    {
        var overlap = KeyRequest.Overlap(call.Form.Given("overlap_seconds"));
        return () => call.Merchant.RollKeyAsync(call.Route("key"), overlap, keyHash: null, call.Me.Person.Id);
    });

    private Task<IResult> RemoveAsync(ConsoleCall call) => ChangeAsync(call, () =>
        () => call.Merchant.RemoveKeyAsync(call.Route("key"), keyHash: null, call.Me.Person.Id));

    private Task<IResult> RotateAsync(ConsoleCall call) => GuardedAsync(call, () =>
    {
        var overlap = EndpointRequest.Overlap(call.Form.Given("overlap_hours"));
        return async () => await call.Merchant.RotateSecretAsync(overlap) is { } rotated
            ? await ShownAsync(call, new ShownSecret(call.Texts.Keys.SecretMade, rotated.Secret))
            : throw ApiRoutes.NoKey;
    });

    private Task<IResult> ChangeAsync(ConsoleCall call, Func<Func<Task<KeyResult>>> read) => GuardedAsync(call, () =>
    {
        var change = read();
        return async () => await change() switch
        {
            { Outcome: KeyOutcome.Saved, Text: { } text } saved =>
                await ShownAsync(call, new ShownSecret(KeyWords.NameOf(saved.Key!, call.Texts.Keys), text)),
            { Outcome: KeyOutcome.Saved } => ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.KeyEnded),
            { Outcome: KeyOutcome.NotAllowed } =>
                call.Refuse(StatusCodes.Status403Forbidden, call.Texts.Shell.ForbiddenTitle, call.Texts.Shell.Forbidden),
            { Outcome: KeyOutcome.ScopesLacking } refused => throw new InputException(
                "scopes", KeyWords.LackingOf(refused.Lacking, call.Texts.Keys), StatusCodes.Status403Forbidden),
            var refused => throw ApiErrors.Of(refused),
        };
    });

    /// <summary>Reads the form, asks for the second factor, and acts; what is refused is said above the page.</summary>
    private async Task<IResult> GuardedAsync(ConsoleCall call, Func<Func<Task<IResult>>> read)
    {
        try
        {
            var act = read();
            if (await proof.WhyNotChangeAsync(call) is { } wrong)
                return Show(call, call.InShop!.Access, wrong, status: StatusCodes.Status400BadRequest);
            return await act();
        }
        catch (InputException refusal)
        {
            return Show(call, call.InShop!.Access, refusal.Message, status: refusal.Status);
        }
    }

    private static async Task<IResult> ShownAsync(ConsoleCall call, ShownSecret made) =>
        Show(call, await call.Merchant.GetAsync() ?? call.InShop!.Access, made: made);
}

/// <summary>A key or secret that was just made, shown this once.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Text">The key or secret.</param>
public sealed record ShownSecret(string Name, string Text)
{
    /// <inheritdoc />
    public override string ToString() => $"ShownSecret {{ {Name} }}";
}
