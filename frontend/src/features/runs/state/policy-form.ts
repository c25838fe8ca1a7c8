/** What stands in the fields of a retrain policy, and the request it makes. */
import type { RetrainPolicy, RetrainPolicyRequest } from "@/lib/api-types";

export interface PolicyFields {
  name: string;
  isActive: boolean;
  judgments: number | null;
  days: number | null;
  /** JSON, as typed. */
  config: string;
}

export function fieldsOf(policy: RetrainPolicy | null): PolicyFields {
  return {
    name: policy?.name ?? "",
    isActive: policy?.is_active ?? true,
    judgments: policy === null ? 500 : policy.every_judgments,
    days: policy?.every_days ?? null,
    config: JSON.stringify(policy?.config ?? {}, null, 2),
  };
}

/** What is wrong with the config as typed; null if nothing is. */
export function configProblem(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? null : "The settings are one JSON object, {…}.";
  } catch (error) {
    return error instanceof Error ? `This is no JSON: ${error.message}` : "This is no JSON.";
  }
}

/** The request; the config must have been checked. */
export function requestOf(fields: PolicyFields): RetrainPolicyRequest {
  return {
    name: fields.name.trim(),
    is_active: fields.isActive,
    every_judgments: fields.judgments,
    every_days: fields.days,
    config: JSON.parse(fields.config) as Record<string, unknown>,
  };
}
