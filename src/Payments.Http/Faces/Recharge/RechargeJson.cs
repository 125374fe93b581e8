using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Payments.Http.Users;

namespace Payments.Http.Faces.Recharge;

/// <summary>The answers' JSON, source-generated, names in snake case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RechargeView))]
[JsonSerializable(typeof(RechargeCoinsView))]
[JsonSerializable(typeof(RechargeBalancesView))]
[JsonSerializable(typeof(StaticWalletView))]
[JsonSerializable(typeof(StaticWalletsView))]
[JsonSerializable(typeof(DetailView))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class RechargeJson : JsonSerializerContext
{
    /// <summary>Texts in any script stay readable: the answers are JSON and never part of a page.</summary>
    public static readonly RechargeJson Relaxed = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
