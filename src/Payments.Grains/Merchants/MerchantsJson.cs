using System.Text.Json.Serialization;
using Payments.Domain.Merchants;
using Payments.Grains.State;

namespace Payments.Grains.Merchants;

/// <summary>JSON types of stored merchants.</summary>
[JsonSerializable(typeof(Stored<Merchant>))]
[JsonSerializable(typeof(Merchant))]
internal sealed partial class MerchantsJson : JsonSerializerContext;
