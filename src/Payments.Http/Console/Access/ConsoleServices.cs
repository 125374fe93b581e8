using Microsoft.AspNetCore.Antiforgery;
using Orleans;
using Payments.Http.Common;

namespace Payments.Http.Console.Access;

/// <summary>What every request to the console needs.</summary>
internal sealed record ConsoleServices(
    IGrainFactory Grains, ConsoleSession Sessions, MerchantDirectory Merchants, OwnOrders Orders, IAntiforgery Antiforgery,
    PublicAddress Address, ClientAddresses Clients, TimeProvider Time);
