using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Contracts.Orders;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.People;
using Payments.Http.Merchants;

namespace Payments.Http.Admin;

/// <summary>A link into the console that works once until <c>valid_until</c>. It is shown this once.</summary>
internal sealed record ConsoleLinkView(string Link, string ValidUntil);

/// <summary>Links into the merchants' console, by operators: the first owner of a shop, operators, and new passwords.</summary>
internal sealed class ConsoleLinkEndpoints(ConsoleLinks links, IOrderIds ids) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapAdmin("POST", "/admin/merchants/{id}/people", InviteAsync);
        routes.MapAdmin("POST", "/admin/people/links", IssueAsync);
    }

    /// <summary>Without a role it makes an owner.</summary>
    private async Task<IResult> InviteAsync(ApiCall call)
    {
        var body = await call.BodyAsync("email", "role");
        var (email, role) = (ApiRules.Email(body.Required("email")), RoleOf(body.Text("role")));
        return Answer(call, await links.InviteAsync(MerchantEndpoints.Named(call, ids), email, role, by: null));
    }

    private async Task<IResult> IssueAsync(ApiCall call)
    {
        var body = await call.BodyAsync("email", "operator", "drop_second_factor");
        return Answer(call, await links.PasswordAsync(
            ApiRules.Email(body.Required("email")), body.Flag("operator"), body.Flag("drop_second_factor")));
    }

    private static ShopRole RoleOf(string? text)
    {
        if (text is null) return ShopRole.Owner;
        foreach (var role in Enum.GetValues<ShopRole>())
            if (Name(role) == text) return role;
        throw new InputException("role", $"expected one of {string.Join(", ", Enum.GetValues<ShopRole>().Select(Name))}");
    }

    private static string Name(ShopRole role) => JsonNamingPolicy.CamelCase.ConvertName($"{role}");

    private static IResult Answer(ApiCall call, IssuedLink link) => link.Outcome switch
    {
        PeopleOutcome.Changed => call.Answer(new ConsoleLinkView(link.Address, ApiTime.Format(link.Until)),
            ApiJson.Relaxed.EnvelopeConsoleLinkView, StatusCodes.Status201Created),
        PeopleOutcome.UnknownMerchant => throw new InputException("merchant_id", "no such merchant", StatusCodes.Status404NotFound),
        PeopleOutcome.NotFound => throw new InputException("email", "nobody has an account with it", StatusCodes.Status404NotFound),
        PeopleOutcome.IsThere => throw new InputException("email", "is one of this shop's people already", StatusCodes.Status409Conflict),
        PeopleOutcome.TooMany =>
            throw new InputException("people", $"at most {ShopPeopleRules.Most} for one shop", StatusCodes.Status409Conflict),
        _ => throw new InvalidOperationException($"Unknown outcome {link.Outcome}."),
    };
}
