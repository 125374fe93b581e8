using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Domain.People;
using Payments.Http.Common;
using Payments.Http.Console.Access;

namespace Payments.Http.Console.Account;

/// <summary>The way into a person's shops.</summary>
internal sealed class ShopsEndpoints(MerchantDirectory merchants)
{
    public void Map(ConsoleRoutes routes)
    {
        routes.MapPerson("GET", "", ShowAsync);
        routes.MapPerson("GET", "/shop", OpenAsync);
        // The operators' side lies where proxies keep strangers out.
        routes.MapPerson("GET", "/operator", _ => Task.FromResult(ConsoleCall.Go(ConsolePaths.OperatorHome)));
    }

    /// <summary>Who has one shop goes there at once.</summary>
    private async Task<IResult> ShowAsync(ConsoleCall call)
    {
        var me = call.Me.Person;
        var shops = new List<ConsoleShop>();
        foreach (var id in me.Shops)
            if (await merchants.ByIdAsync(id) is { } access && ShopPeopleRules.RoleOf(access.Merchant, me.Id) is { } role)
                shops.Add(new ConsoleShop(access, role));
        return shops is [var only] && !me.IsOperator
            ? ConsoleCall.Go(ConsolePaths.Of(only.Access.Merchant, ""))
            : call.Page<ShopsPage>(new() { [nameof(ShopsPage.Shops)] = shops });
    }

    /// <summary>Operators name the shop that they look at by its number.</summary>
    private static Task<IResult> OpenAsync(ConsoleCall call) => Task.FromResult(
        long.TryParse(call.Query("pid"), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            ? ConsoleCall.Go(FormattableString.Invariant($"{ConsolePaths.Root}/{pid}"))
            : ConsoleCall.Go(ConsolePaths.Root));
}
