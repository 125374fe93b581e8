using Orleans;
using Payments.Contracts.Orders;

namespace Payments.Http.Api;

/// <summary>What every call of the set-up API needs.</summary>
internal sealed record ApiServices(IGrainFactory Grains, IOrderIds Ids, TimeProvider Time, IApiForm Form);
