/**
 * The shapes that cross the wire, under the names the app uses.
 *
 * Everything else imports from here, never from a generated file, so that the source of
 * the types can change in one place.
 */

export type Role = "labeler" | "reviewer" | "admin";
export type TaskKind = "demonstration" | "ranking" | "comparison" | "prompt" | "review";
export type ColorScheme = "auto" | "light" | "dark";
export type SkipReason =
  | "expertise"
  | "unclear"
  | "unsafe"
  | "wrong_language"
  | "distressing"
  | "broken"
  | "other";

export interface ErrorDetail {
  field: string;
  code: string;
  message: string;
}

export interface ErrorEnvelope {
  error: { code: string; message: string; details: ErrorDetail[]; request_id: string };
}

export interface Preferences {
  single_key_shortcuts: boolean;
  color_scheme: ColorScheme;
}

export interface ProjectRef {
  id: string;
  name: string;
}

export interface Membership {
  project: ProjectRef & { slug: string };
  role: Role;
  is_active: boolean;
}

export interface Me {
  id: string;
  email: string;
  name: string;
  languages: string[];
  is_staff: boolean;
  preferences: Preferences;
  memberships: Membership[];
}

export interface MePatch {
  name?: string;
  languages?: string[];
  preferences?: Preferences;
}

export interface Invitation {
  email: string;
  role: Role;
  project_name: string;
  expires_at: string;
  account_exists: boolean;
}

export interface InvitationAccept {
  name?: string;
  password?: string;
}

export interface Flag {
  key: string;
  label: string;
  description: string;
}

export interface RatingSchema {
  id: string;
  version: number;
  scale: { min: number; max: number; low_label: string; high_label: string };
  flags: Flag[];
  prompt_fields: Flag[];
}

export interface GuidelineRelease {
  id: string;
  number: string;
  body_markdown: string;
  note: string;
  published_at: string;
}

export interface CurrentGuideline {
  release: GuidelineRelease | null;
  acknowledged: boolean;
  must_acknowledge: boolean;
}

export interface QueueKind {
  kind: TaskKind;
  available: number;
  done_by_me: number;
}

export interface HeldAssignment {
  assignment_id: string;
  kind: TaskKind;
  opened: boolean;
  lease_until: string;
}

export interface Queue {
  kinds: QueueKind[];
  must_acknowledge: boolean;
  held: HeldAssignment[];
  today: { submitted: number; active_seconds: number };
}

export interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

export interface Slot {
  slot: string;
  text: string;
  language: string | null;
}

export interface Draft {
  revision: number;
  content: Record<string, unknown> | null;
  saved_at: string | null;
}

export interface Assignment {
  id: string;
  kind: TaskKind;
  project: ProjectRef;
  task_number_hint: number | null;
  lease_until: string;
  opened: boolean;
  prompt: {
    messages: Message[];
    language: string;
    use_case: string | null;
    sensitive: boolean;
    reference_documents: { title: string; text: string }[];
  };
  slots: Slot[];
  rating_schema: RatingSchema;
  guideline: { id: string; number: string };
  draft: Draft;
  active_seconds: number;
  resumed: boolean;
}

export type NextReason = "no_more_tasks" | "must_acknowledge" | "not_eligible";

export interface NextAssignment {
  assignment: Assignment | null;
  reason: NextReason | null;
}

export interface NextAssignmentRequest {
  kinds?: TaskKind[];
  prefetch?: boolean;
  exclude?: string[];
}

export interface Rating {
  overall: number;
  flags: string[];
}

export interface RankingAnswer {
  ranking: string[][];
  ratings: Record<string, Rating>;
  prompt_fields: Record<string, boolean>;
  notes?: string;
}

export interface DemonstrationAnswer {
  text: string;
  prompt_fields: Record<string, boolean>;
  notes?: string;
}

export type Answer = RankingAnswer | DemonstrationAnswer;

export interface SubmitRequest {
  submission_id: string;
  answer: Answer;
  active_seconds: number;
  wall_seconds: number;
  occurred_at: string;
  interface_version: string;
}

export interface Judgment {
  judgment_id: string;
  counted: boolean;
  surplus: boolean;
}

export interface SkipRequest {
  reason: SkipReason;
  note?: string;
}

export interface DraftSaved {
  revision: number;
  saved_at: string;
}

export interface HistoryItem {
  judgment_id: string;
  assignment_id: string;
  kind: TaskKind;
  submitted_at: string;
  active_seconds: number;
  guideline_number: string;
  prompt_excerpt: string;
  revision: number;
}

export interface JudgmentDetail {
  assignment: Assignment;
  answer: Answer;
  revision: number;
  submitted_at: string;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

type Json<T> = { content: { "application/json": T } };

/** One operation in the shape openapi-fetch reads. */
type Operation<Path, Body, Ok, Status extends number = 200> = {
  parameters: {
    query?: { cursor?: string; limit?: number };
    header?: { "If-Match"?: string };
    cookie?: never;
  } & ([Path] extends [None] ? { path?: never } : { path: Path });
  responses: { [code in Status]: Json<Ok> } & {
    [code in 400 | 401 | 404 | 409 | 422]: Json<ErrorEnvelope>;
  };
} & ([Body] extends [None] ? { requestBody?: never } : { requestBody: Json<Body> });

type None = undefined;
type Get<Path, Ok> = { get: Operation<Path, None, Ok> };
type Post<Path, Body, Ok, Status extends number = 200> = { post: Operation<Path, Body, Ok, Status> };
type InProject = { project_id: string };
type OfAssignment = { assignment_id: string };
type OfJudgment = { judgment_id: string };

export interface paths {
  "/api/me": Get<None, Me> & { patch: Operation<None, MePatch, Me> };
  "/api/invitations/{token}": Get<{ token: string }, Invitation>;
  "/api/invitations/{token}/accept": Post<{ token: string }, InvitationAccept, Me>;
  "/api/projects/{project_id}/guidelines/current": Get<InProject, CurrentGuideline>;
  "/api/guidelines/{guideline_id}": Get<{ guideline_id: string }, GuidelineRelease>;
  "/api/guidelines/{guideline_id}/acknowledge": Post<
    { guideline_id: string },
    None,
    { acknowledged_at: string }
  >;
  "/api/projects/{project_id}/queue": Get<InProject, Queue>;
  "/api/projects/{project_id}/assignments/next": Post<
    InProject,
    NextAssignmentRequest,
    NextAssignment
  >;
  "/api/projects/{project_id}/history": Get<InProject, Page<HistoryItem>>;
  "/api/assignments/{assignment_id}": Get<OfAssignment, Assignment>;
  "/api/assignments/{assignment_id}/open": Post<OfAssignment, None, Assignment>;
  "/api/assignments/{assignment_id}/heartbeat": Post<
    OfAssignment,
    { active_seconds: number },
    { lease_until: string }
  >;
  "/api/assignments/{assignment_id}/draft": {
    put: Operation<OfAssignment, { content: Record<string, unknown> }, DraftSaved>;
  };
  "/api/assignments/{assignment_id}/submit": Post<OfAssignment, SubmitRequest, Judgment, 201>;
  "/api/assignments/{assignment_id}/skip": Post<OfAssignment, SkipRequest, None>;
  "/api/judgments/{judgment_id}": Get<OfJudgment, JudgmentDetail>;
  "/api/judgments/{judgment_id}/revise": Post<OfJudgment, SubmitRequest, Judgment, 201>;
}
