using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Users;

namespace Payments.Http.Faces.Recharge;

/// <summary>The recharge face: the API of the Cryptomus guide (ManyProxy) and its page.</summary>
internal static class RechargeFace
{
    private const string Name = "recharge";

    /// <summary>Adds what the face needs.</summary>
    public static IServiceCollection AddRecharge(this IServiceCollection services) => services
        .AddSingleton<RechargeRequest>().AddSingleton<RechargeWays>().AddSingleton<Recharges>().AddSingleton<RechargeCoins>()
        .AddSingleton<RechargeBalances>().AddSingleton<RechargeWallets>().AddSingleton<StaticWalletBook>();

    /// <summary>Adds the routes. They lie beside those of the set-up API, below the same root.</summary>
    public static void MapRecharge(this IEndpointRouteBuilder routes)
    {
        var services = routes.Made<ApiServices>(new DetailForm());
        var face = routes.MapFace(Name, ApiEndpoints.Root);
        routes.Made<RechargeEndpoints>().Map(routes.Made<ApiRoutes>(face, services));
        routes.Made<RechargeWebhooks>().Map(face.MapGroup("").WithReach(RouteReach.Public));
        routes.Made<RechargePageEndpoints>().Map(routes.MapFace(Name).WithReach(RouteReach.Public));
    }
}
